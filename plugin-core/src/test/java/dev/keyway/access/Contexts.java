package dev.keyway.access;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Contexts and keys that the tests of this room share. */
final class Contexts {

  static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private Contexts() {}

  static ContextKeys keys(long seed) {
    return ContextKeys.random(new Random(seed));
  }

  static Caller alice() {
    return new Caller(
        Caller.Voucher.HOST,
        "alice",
        "Alice Ünal",
        List.of("team-a", "team-b"),
        "cred-1",
        Map.of("sub", "alice", "n", 7, "x", 1.5, "roles", List.of("r", Map.of("k", true))),
        "192.0.2.7",
        List.of("openai"),
        null);
  }

  static HostContext of(Caller caller) {
    return new HostContext(caller, "route-1", "/ai", new PolicyRef.Named("chat"), NOW);
  }

  static String token(HostContext context, ContextKeys keys) {
    return ((ContextSigning.Signed) SignedContext.sign(context, keys)).token();
  }
}
