package dev.keyway.testkit;

import dev.keyway.access.Caller;
import dev.keyway.access.ContextKeys;
import dev.keyway.access.ContextKeysReading;
import dev.keyway.access.ContextSigning;
import dev.keyway.access.HostContext;
import dev.keyway.access.PolicyRef;
import dev.keyway.access.SignedContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A key of signed contexts, and what somebody who has it can sign. */
final class ContextKey {

  /** Its name in the setup's folder. */
  static final String FILE = "context.key";

  private final String text;
  private final ContextKeys keys;

  private ContextKey(String text, ContextKeys keys) {
    this.text = text;
    this.keys = keys;
  }

  static ContextKey random() {
    byte[] material = new byte[32];
    new SecureRandom().nextBytes(material);
    String text = Base64.getEncoder().encodeToString(material);
    return switch (ContextKeys.read(Map.of(FILE, text))) {
      case ContextKeysReading.Loaded(ContextKeys keys) -> new ContextKey(text, keys);
      case ContextKeysReading.Refused refused ->
          throw new IllegalStateException(refused.toString());
    };
  }

  void write(Path folder) {
    try {
      Files.writeString(folder.resolve(FILE), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What an adapter would have sent for this consumer at that time. */
  String sign(String consumer, String policy, Instant at) {
    return sign(consumer, new PolicyRef.Named(policy), at);
  }

  /** The same, for a policy that came with the route. */
  String signDigest(String consumer, String digest, Instant at) {
    return sign(consumer, new PolicyRef.Digested(digest), at);
  }

  private String sign(String consumer, PolicyRef policy, Instant at) {
    Caller caller =
        new Caller(
            Caller.Voucher.HOST,
            consumer,
            null,
            List.of(),
            null,
            Map.of(),
            "192.0.2.1",
            null,
            null);
    HostContext context = new HostContext(caller, "forged", "", policy, at);
    return switch (SignedContext.sign(context, keys)) {
      case ContextSigning.Signed(String token) -> token;
      case ContextSigning.TooLarge large -> throw new IllegalStateException(large.toString());
    };
  }
}
