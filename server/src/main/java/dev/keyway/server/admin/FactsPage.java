package dev.keyway.server.admin;

import dev.keyway.document.Nearest;
import dev.keyway.health.Health;
import dev.keyway.health.Snapshot;
import dev.keyway.policy.Policy;
import dev.keyway.snapshot.SnapshotJson;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is known of keys and models now, in the format that docs/facts.md describes. */
public final class FactsPage {

  private static final Pattern POLICY = Pattern.compile("policy=([^&=]+)");

  private final Health health;
  private final Supplier<List<Policy>> policies;
  private final InstantSource clock;

  /**
   * @param policies those that are loaded at the moment of asking
   */
  public FactsPage(Health health, Supplier<List<Policy>> policies, InstantSource clock) {
    this.health = health;
    this.policies = policies;
    this.clock = clock;
  }

  /** Of one policy's keys and models, or of all policies'. */
  AdminAnswer answer(@Nullable String query) {
    List<Policy> loaded = policies.get();
    if (query == null) {
      return facts(loaded);
    }
    Matcher asked = POLICY.matcher(query);
    if (!asked.matches()) {
      return AdminAnswer.text(400, "expected /facts, or /facts?policy=NAME");
    }
    String name = decoded(asked.group(1));
    Optional<Policy> policy = loaded.stream().filter(one -> one.name().equals(name)).findFirst();
    return policy.isPresent() ? facts(List.of(policy.get())) : unknown(name, loaded);
  }

  private AdminAnswer facts(List<Policy> of) {
    Instant now = clock.instant();
    Snapshot known =
        Snapshot.merged(
            of.stream()
                .flatMap(policy -> policy.gateways().stream())
                .map(gateway -> health.snapshot(gateway, now))
                .toList());
    return AdminAnswer.of(200, "application/json", SnapshotJson.text(known) + "\n");
  }

  private static AdminAnswer unknown(String name, List<Policy> loaded) {
    List<String> names = loaded.stream().map(Policy::name).toList();
    String nearest = Nearest.of(name, names);
    String hint = nearest == null ? "" : " (did you mean " + nearest + "?)";
    return AdminAnswer.text(
        404, "there is no policy of this name; there are: " + String.join(", ", names) + hint);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }
}
