package dev.keyway.server.daemon;

import dev.keyway.access.AccessKey;
import dev.keyway.access.AccessKeys;
import dev.keyway.access.Listener;
import dev.keyway.access.Listener.Authentication;
import dev.keyway.policy.Policy;
import dev.keyway.relay.ListenerSettings;
import dev.keyway.server.config.DaemonConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an operator should know when the daemon starts: open doors, and doors nobody can pass. */
final class StartNotes {

  private final DaemonConfig config;
  private final FollowedPolicies policies;

  private StartNotes(DaemonConfig config, FollowedPolicies policies) {
    this.config = config;
    this.policies = policies;
  }

  static List<String> of(
      DaemonConfig config, FollowedPolicies policies, AccessKeys keys, Instant now) {
    StartNotes notes = new StartNotes(config, policies);
    List<String> lines = new ArrayList<>(policies.warnings());
    notes.openPolicies(lines);
    notes.openListeners(lines);
    KeyLimits.unknown(keys, policies, now).forEach(line -> lines.add("warning: " + line));
    boolean anyKey = keys.list().stream().anyMatch(key -> inForce(key, now));
    if (!anyKey && config.listeners().stream().anyMatch(notes::needsKey)) {
      lines.add(
          "nobody can call yet: create an access key with `keyway keys create NAME%s`, which takes effect at once"
              .formatted(notes.fileOption()));
    }
    return lines;
  }

  private void openPolicies(List<String> lines) {
    for (Policy policy : policies.all()) {
      String open = open(policy);
      if (open != null) {
        lines.add("warning: " + open);
      }
    }
  }

  /**
   * What an operator should know of a policy that guards its keys against nobody, or null. House
   * keys never serve callers nobody vouches for.
   */
  static @Nullable String open(Policy policy) {
    return !policy.aiGateway().keys().isEmpty() && !policy.aiGateway().requireAuthenticated()
        ? "policy %s lets anybody use its keys (access: {require: none})".formatted(policy.name())
        : null;
  }

  private void openListeners(List<String> lines) {
    for (ListenerSettings listener : config.listeners()) {
      if (listener.kind() instanceof Listener.Entry(var policy, Authentication authentication)
          && authentication == Authentication.NOT_REQUIRED) {
        lines.add(
            "warning: %s lets in whoever can reach it (require: none)".formatted(listener.name()));
      }
    }
  }

  private boolean needsKey(ListenerSettings listener) {
    if (!(listener.kind() instanceof Listener.Entry(var ref, Authentication authentication))) {
      return false;
    }
    Policy policy = policies.find(ref);
    return switch (authentication) {
      case REQUIRED -> true;
      case NOT_REQUIRED -> false;
      case AS_POLICY_SAYS -> policy != null && policy.aiGateway().requireAuthenticated();
    };
  }

  private String fileOption() {
    String path = config.accessKeysFile().toString();
    return path.equals("access-keys.json") ? "" : " --file " + path;
  }

  static boolean inForce(AccessKey key, Instant now) {
    return key.revoked() == null && (key.expires() == null || now.isBefore(key.expires()));
  }
}
