package dev.keyway.server.daemon;

import dev.keyway.access.AccessKey;
import dev.keyway.access.AccessKeys;
import dev.keyway.access.Listener;
import dev.keyway.access.Listener.Authentication;
import dev.keyway.document.ProblemReport;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.Policy;
import dev.keyway.relay.ListenerSettings;
import dev.keyway.server.config.DaemonConfig;
import dev.keyway.server.config.VaultConfig;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an operator should know when the daemon starts: open doors, and doors nobody can pass. */
final class StartNotes {

  private final DaemonConfig config;
  private final Snapshot snapshot;

  private StartNotes(Snapshot snapshot) {
    this.config = snapshot.config();
    this.snapshot = snapshot;
  }

  static List<String> of(Snapshot snapshot, Instant now) {
    StartNotes notes = new StartNotes(snapshot);
    AccessKeys keys = snapshot.accessKeys();
    List<String> lines =
        new ArrayList<>(ExposedSecrets.warnings(snapshot.secrets().files(), notes.passphrases()));
    snapshot.policies().values().forEach(loaded -> lines.addAll(warnings(loaded)));
    notes.openPolicies(lines);
    notes.openListeners(lines);
    KeyLimits.unknown(keys, snapshot.allPolicies(), now)
        .forEach(line -> lines.add("warning: " + line));
    boolean anyKey = keys.list().stream().anyMatch(key -> inForce(key, now));
    if (!anyKey && notes.config.listeners().stream().anyMatch(notes::needsKey)) {
      lines.add(
          "nobody can call yet: create an access key with `keyway keys create NAME%s`, which takes effect at once"
              .formatted(notes.fileOption()));
    }
    return lines;
  }

  private List<Path> passphrases() {
    List<Path> files = new ArrayList<>();
    for (VaultConfig vault : config.vaults().values()) {
      Path file = vault instanceof VaultConfig.Sealed sealed ? sealed.passphraseFile() : null;
      if (file != null) {
        files.add(file);
      }
    }
    return files;
  }

  /** What a policy's author should know, a line each. */
  static List<String> warnings(LoadedPolicy loaded) {
    return new ProblemReport(loaded.file().path().toString(), loaded.policy().warnings())
        .text()
        .lines()
        .toList();
  }

  private void openPolicies(List<String> lines) {
    for (Policy policy : snapshot.allPolicies()) {
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
    return policy.gateways().stream()
            .anyMatch(gateway -> !gateway.keys().isEmpty() && !gateway.requireAuthenticated())
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
    Policy policy = snapshot.find(ref);
    return switch (authentication) {
      case REQUIRED -> true;
      case NOT_REQUIRED -> false;
      case AS_POLICY_SAYS ->
          policy != null && policy.gateways().stream().allMatch(AiGateway::requireAuthenticated);
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
