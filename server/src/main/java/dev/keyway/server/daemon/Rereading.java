package dev.keyway.server.daemon;

import dev.keyway.access.AccessKeys;
import dev.keyway.access.ContextKeys;
import dev.keyway.access.Listener;
import dev.keyway.access.PolicyRef;
import dev.keyway.document.Problem;
import dev.keyway.document.Problem.Severity;
import dev.keyway.document.ProblemReport;
import dev.keyway.policy.Policy;
import dev.keyway.policy.PolicyReading;
import dev.keyway.secret.SecretResolver;
import dev.keyway.server.config.DaemonConfig;
import dev.keyway.server.config.PolicyFile;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a configuration names, beside what is in force now. A policy whose text is the same
 * goes on as it is; one whose file does not load any more goes on as it was.
 */
final class Rereading {

  private final Snapshot now;
  private final DaemonConfig config;
  private final boolean sameVaults;
  private final boolean sameReading;
  private final SecretResolver secrets;
  private final Surroundings around;
  private final Map<String, LoadedPolicy> policies = new LinkedHashMap<>();
  private final Map<String, List<String>> refused = new LinkedHashMap<>();
  private final List<String> flaws = new ArrayList<>();

  private Rereading(Snapshot now, DaemonConfig config, OpenVaults vaults, Surroundings around) {
    this.now = now;
    this.config = config;
    this.around = around;
    this.sameVaults = config.vaults().equals(now.config().vaults());
    this.sameReading = sameVaults && config.hostActions() == now.config().hostActions();
    this.secrets = sameVaults ? now.secrets() : secrets(vaults);
  }

  private SecretResolver secrets(OpenVaults vaults) {
    try {
      return now.secrets().successor(vaults.open(config.vaults()));
    } catch (StartException e) {
      String.valueOf(e.getMessage()).lines().forEach(flaws::add);
      return now.secrets();
    }
  }

  /**
   * What the configuration comes to.
   *
   * @param vaults opens those it names
   * @param accessKeysOf follows the access keys of a file
   */
  static Candidate of(
      Snapshot now,
      DaemonConfig config,
      OpenVaults vaults,
      Surroundings around,
      Function<Path, FollowedAccessKeys> accessKeysOf) {
    return new Rereading(now, config, vaults, around).candidate(accessKeysOf);
  }

  private Candidate candidate(Function<Path, FollowedAccessKeys> accessKeysOf) {
    PolicyLoader loader = new PolicyLoader(secrets, config.hostActions());
    config.policies().forEach(file -> load(loader, file));
    keepWhatListenersNeed();
    ProviderIds ids =
        ProviderIds.of(
            config.providers(),
            config.providerTls(),
            policies.values().stream().flatMap(one -> one.policy().catalogues()).toList());
    if (!ids.problems().isEmpty()) {
      flaws.addAll(lines(config.file(), ids.problems()));
    }
    ContextKeys contextKeys = contextKeys();
    boolean sameKeys = config.accessKeysFile().equals(now.config().accessKeysFile());
    FollowedAccessKeys followed = sameKeys ? null : accessKeysOf.apply(config.accessKeysFile());
    AccessKeys keys = followed == null ? null : accessKeys(followed);
    return new Candidate(
        config, secrets, policies, refused, ids, contextKeys, followed, keys, flaws);
  }

  private void load(PolicyLoader loader, PolicyFile file) {
    LoadedPolicy before = now.policies().get(file.name());
    Policy same = sameReading && before != null ? before.policy() : null;
    switch (loader.load(file, Severity.ERROR, same)) {
      case PolicyReading.Loaded(Policy policy) ->
          policies.put(
              file.name(),
              before != null && policy.equals(before.policy())
                  ? new LoadedPolicy(file, policy, before.since())
                  : new LoadedPolicy(file, policy, around.clock().instant()));
      case PolicyReading.Refused(var problems) -> {
        List<String> lines = lines(file.path().toString(), problems);
        refused.put(file.name(), lines);
        if (before != null) {
          policies.put(file.name(), before);
        }
        if (before != null && !sameReading) {
          flaws.addAll(lines);
        }
      }
    }
  }

  /** Listeners stay as they were at the start, so what they name has to stay too. */
  private void keepWhatListenersNeed() {
    for (var listener : config.listeners()) {
      if (listener.kind() instanceof Listener.Entry(PolicyRef.Named(String name), var required)) {
        LoadedPolicy before = now.policies().get(name);
        if (before != null) {
          policies.putIfAbsent(name, before);
        }
      }
    }
  }

  private ContextKeys contextKeys() {
    if (config.context().keyFiles().isEmpty() && now.config().context().keyFiles().isEmpty()) {
      return now.contextKeys();
    }
    try {
      return ContextFiles.keys(config.context(), new SecureRandom());
    } catch (StartException e) {
      String.valueOf(e.getMessage()).lines().forEach(flaws::add);
      return now.contextKeys();
    }
  }

  private @Nullable AccessKeys accessKeys(FollowedAccessKeys followed) {
    try {
      return followed.read();
    } catch (StartException e) {
      String.valueOf(e.getMessage()).lines().forEach(flaws::add);
      return null;
    }
  }

  private static List<String> lines(String file, List<Problem> problems) {
    return new ProblemReport(file, problems).text().lines().toList();
  }
}
