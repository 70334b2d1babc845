package dev.keyway.server.daemon;

import dev.keyway.server.daemon.Refusals.Refusal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the daemon serves and since when, for {@code /readyz}: what is in force, and what of the
 * newest files is not, with the reasons.
 *
 * @param needsRestart fields of the configuration that changed and wait for a restart
 */
record ReadyDetails(Live live, Refusals refusals, Supplier<List<String>> needsRestart)
    implements Supplier<Map<String, Object>> {

  @Override
  public Map<String, Object> get() {
    Snapshot now = live.now();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("policies", policies(now));
    details.put("configuration", configuration(now));
    Map<String, Object> secrets = new TreeMap<>();
    refusals
        .all()
        .forEach((part, refusal) -> {
          if (part.kind() == Part.Kind.SECRET) {
            secrets.put(part.name(), shown(refusal));
          }
        });
    if (!secrets.isEmpty()) {
      details.put("secrets_refused", secrets);
    }
    Refusal accessKeys = refusals.of(Part.ACCESS_KEYS);
    if (accessKeys != null) {
      details.put("access_keys_refused", shown(accessKeys));
    }
    return details;
  }

  private List<Map<String, Object>> policies(Snapshot now) {
    List<Map<String, Object>> policies = new ArrayList<>();
    now.policies().forEach((name, loaded) -> policies.add(policy(name, loaded)));
    refusals.all().keySet().stream()
        .filter(part -> part.kind() == Part.Kind.POLICY)
        .map(Part::name)
        .filter(name -> !now.policies().containsKey(name))
        .sorted()
        .forEach(name -> policies.add(policy(name, null)));
    return policies;
  }

  private Map<String, Object> policy(String name, @Nullable LoadedPolicy loaded) {
    Map<String, Object> policy = new LinkedHashMap<>();
    policy.put("name", name);
    if (loaded != null) {
      policy.put("digest", loaded.policy().digest());
      policy.put("loaded_at", text(loaded.since()));
    }
    addRefusal(policy, Part.policy(name));
    return policy;
  }

  private Map<String, Object> configuration(Snapshot now) {
    Map<String, Object> configuration = new LinkedHashMap<>();
    if (!now.config().file().isEmpty()) {
      configuration.put("file", now.config().file());
    }
    configuration.put("loaded_at", text(now.since()));
    List<String> restart = needsRestart.get();
    if (!restart.isEmpty()) {
      configuration.put("needs_restart", restart);
    }
    addRefusal(configuration, Part.CONFIGURATION);
    return configuration;
  }

  private void addRefusal(Map<String, Object> shown, Part part) {
    Refusal refusal = refusals.of(part);
    if (refusal != null) {
      shown.put("refused", shown(refusal));
    }
  }

  private static Map<String, Object> shown(Refusal refusal) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("at", text(refusal.at()));
    shown.put("problems", refusal.problems());
    return shown;
  }

  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
