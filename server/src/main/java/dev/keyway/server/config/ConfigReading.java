package dev.keyway.server.config;

import dev.keyway.document.Problem;
import dev.keyway.policy.HostActions;
import java.util.List;
import java.util.Map;

/** What came of reading the daemon's configuration. */
public sealed interface ConfigReading {

  /** The policy files it names, as far as they are there. */
  List<PolicyFile> policies();

  /** The vaults it names, as far as they make sense. */
  Map<String, VaultConfig> vaults();

  /** What becomes of what its policies hold and the host gateway does. */
  HostActions hostActions();

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

    @Override
    public HostActions hostActions() {
      return config.hostActions();
    }
  }

  /** It can't be used. */
  record Refused(
      List<PolicyFile> policies,
      Map<String, VaultConfig> vaults,
      HostActions hostActions,
      List<Problem> problems)
      implements ConfigReading {

    public Refused {
      policies = List.copyOf(policies);
      vaults = Map.copyOf(vaults);
      problems = List.copyOf(problems);
    }
  }
}
