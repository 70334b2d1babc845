package dev.keyway.server.explain;

import dev.keyway.document.Problems;
import dev.keyway.health.Snapshot;
import dev.keyway.policy.ApiKey;
import dev.keyway.policy.Policy;
import dev.keyway.snapshot.SnapshotReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is known of a policy's keys, by chance; more often than not nothing. */
final class FactsDraw {

  private static final List<String> MODELS =
      List.of("gpt-4o", "swift-1", "swift-2", "deep-1", "gemini-2.5-flash", "unheard-of");

  private final Draw draw;

  private FactsDraw(long seed) {
    this.draw = new Draw(seed);
  }

  /** The facts of this seed, for a policy. */
  static Snapshot of(long seed, Policy policy) {
    FactsDraw facts = new FactsDraw(seed);
    return facts.draw.percent(60) ? Snapshot.NOTHING : facts.drawn(policy);
  }

  private Snapshot drawn(Policy policy) {
    Problems problems = new Problems();
    byte[] text = document(policy).getBytes(StandardCharsets.UTF_8);
    Snapshot facts = SnapshotReader.read(text, policy.gateways(), problems);
    if (!problems.inOrder().isEmpty()) {
      throw new IllegalStateException(problems.inOrder() + "\n" + document(policy));
    }
    return facts;
  }

  private String document(Policy policy) {
    List<String> providers = new ArrayList<>();
    Set<String> withKeys = new TreeSet<>(policy.aiGateway().keys().keySet());
    withKeys.addAll(policy.aiGateway().managedKeys().keys().keySet());
    withKeys.forEach(provider -> {
      List<ApiKey> keys = policy.aiGateway().everyKeyOf(provider);
      List<String> known = keys.stream().filter(key -> draw.percent(70)).map(this::key).toList();
      String trouble =
          draw.percent(10)
              ? ", endpoints: {openai: {left_alone_seconds: " + draw.one("0", "7") + "}}"
              : ", endpoints: {openai: {models: {" + String.join(", ", models()) + "}}}";
      providers.add(
          "\"" + provider + "\": {keys: {" + String.join(", ", known) + "}" + trouble + "}");
    });
    return "{providers: {" + String.join(", ", providers) + "}}";
  }

  private String key(ApiKey key) {
    List<String> fields = new ArrayList<>();
    if (draw.percent(50)) {
      fields.add("request_count: " + draw.between(1, 50));
      fields.add("last_used_seconds: " + draw.between(0, 200));
      fields.add("error_rate: {total: 0." + draw.between(1, 9) + "}");
    }
    if (draw.percent(30)) {
      fields.add("in_flight: " + draw.between(0, 4));
    }
    if (draw.percent(12)) {
      fields.add(
          "set_aside: "
              + draw.one("{cause: invalid_key}", "{cause: out_of_money, until_seconds: 900}"));
    }
    List<String> models = draw.some(2, MODELS).stream().map(this::atModel).toList();
    fields.add("models: {" + String.join(", ", models) + "}");
    return "\"" + key.id() + "\": {" + String.join(", ", fields) + "}";
  }

  /** What was counted at models of a provider over all routes and on the one compared. */
  private List<String> models() {
    return draw.some(draw.between(0, 3), MODELS).stream()
        .map(model ->
            "\"%s\": {request_count: %d, error_rate: {total: 0.%d}, latency: {upstream_ms_p95: %d}, routes: {compared: {request_count: %d}}}"
                .formatted(
                    model,
                    draw.between(1, 50),
                    draw.between(0, 9),
                    draw.between(100, 9000),
                    draw.between(0, 9)))
        .toList();
  }

  private String atModel(String model) {
    List<String> fields = new ArrayList<>();
    if (draw.percent(60)) {
      fields.add("quota: {remaining_requests: " + draw.one(0, 50, 5000) + ", reset_seconds: 30}");
    }
    if (draw.percent(25)) {
      fields.add("cooldown_seconds: " + draw.one(4, 60, 4000));
    }
    if (draw.percent(10)) {
      fields.add("set_aside: {cause: model_not_allowed}");
    }
    return "\"" + model + "\": {" + String.join(", ", fields) + "}";
  }
}
