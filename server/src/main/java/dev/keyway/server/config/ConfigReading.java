package dev.keyway.server.config;

import dev.keyway.document.Problem;
import java.util.List;
import java.util.Map;

/** What came of reading the daemon's configuration. */
public sealed interface ConfigReading {

  /** The policy files it names, as far as they are there. */
  List<PolicyFile> policies();

  /** The vaults it names, as far as they make sense. */
  Map<String, VaultConfig> vaults();

  /** What its author should know; for one that can't be used at least one error. */
  List<Problem> problems();

  /** It can be used. */
  record Loaded(DaemonConfig config, List<Problem> problems) implements ConfigReading {

    public Loaded {
      problems = List.copyOf(problems);
    }

    @Override
    public List<PolicyFile> policies() {
      return config.policies();
    }

    @Override
    public Map<String, VaultConfig> vaults() {
      return config.vaults();
    }
  }

  /** It can't be used. */
  record Refused(List<PolicyFile> policies, Map<String, VaultConfig> vaults, List<Problem> problems)
      implements ConfigReading {

    public Refused {
      policies = List.copyOf(policies);
      vaults = Map.copyOf(vaults);
      problems = List.copyOf(problems);
    }
  }
}
