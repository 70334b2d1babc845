package dev.keyway.server.command;

import dev.keyway.policy.HostActions;
import dev.keyway.secret.SecretResolver;
import dev.keyway.server.config.ConfigReading;
import dev.keyway.server.config.PolicyFile;
import dev.keyway.server.config.VaultConfig;
import dev.keyway.server.daemon.PolicyLoader;
import dev.keyway.server.daemon.Vaults;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds and reads the policies that Envoy is to serve. */
final class EnvoyPolicies {

  /** Stands for every secret: none gets into Envoy's configuration. */
  private static final String ANY_SECRET = "any";

  private EnvoyPolicies() {}

  /** Those of these names or at these paths; all known ones where none is named. */
  static List<PolicyFile> named(List<Path> namesOrPaths, List<PolicyFile> known) {
    return namesOrPaths.isEmpty()
        ? known
        : namesOrPaths.stream().map(named -> named(named, known)).toList();
  }

  private static PolicyFile named(Path nameOrPath, List<PolicyFile> known) {
    return known.stream()
        .filter(policy -> policy.name().equals(nameOrPath.toString()))
        .findFirst()
        .orElseGet(() -> PolicyFile.of(nameOrPath));
  }

  /**
   * What reads them as the daemon would, but for the secrets, which need not be here.
   *
   * @param config the daemon's configuration, or null: there is none
   */
  static PolicyLoader loader(@Nullable ConfigReading config, EnvoyConfigOptions options) {
    Map<String, VaultConfig> vaults = new HashMap<>();
    if (config != null) {
      config.vaults().keySet().forEach(name -> vaults.put(name, new VaultConfig.Environment()));
    }
    SecretResolver secrets = Vaults.open(vaults, name -> ANY_SECRET);
    boolean ignored = options.overrides().ignoreHostActions();
    HostActions actions =
        config != null ? config.hostActions() : ignored ? HostActions.IGNORED : HostActions.REFUSED;
    return new PolicyLoader(secrets, actions);
  }
}
