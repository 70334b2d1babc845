package dev.keyway.server.command;

import dev.keyway.document.Problem;
import dev.keyway.document.Problem.Severity;
import dev.keyway.document.ProblemReport;
import dev.keyway.policy.HostActions;
import dev.keyway.policy.Policy;
import dev.keyway.policy.PolicyReading;
import dev.keyway.secret.SecretResolver;
import dev.keyway.server.config.ConfigReading;
import dev.keyway.server.config.ConfigSource;
import dev.keyway.server.config.DaemonConfig;
import dev.keyway.server.config.Overrides;
import dev.keyway.server.config.PolicyFile;
import dev.keyway.server.config.VaultConfig;
import dev.keyway.server.daemon.PolicyLoader;
import dev.keyway.server.daemon.Vaults;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The policies that a host gateway is to serve, read as the daemon would read them, but for the
 * secrets, which need not be here; and all that is wrong with what the host's configuration is made
 * from.
 */
final class HostPolicies {

  /** Stands for every secret: none gets into a host's configuration. */
  private static final String ANY_SECRET = "any";

  /**
   * What a command line names.
   *
   * @param policies names or paths; none: all that the configuration knows
   * @param config {@code keyway.yaml}, or null
   * @param inline whether the host is to hold the policies themselves; needs {@code config}
   */
  record Named(List<Path> policies, @Nullable Path config, Overrides overrides, boolean inline) {

    Named {
      policies = List.copyOf(policies);
    }
  }

  private final Named named;
  private final @Nullable DaemonConfig config;
  private final Map<PolicyFile, Policy> policies = new LinkedHashMap<>();
  private final Map<String, List<Problem>> problems = new LinkedHashMap<>();

  private HostPolicies(Named named, @Nullable DaemonConfig config) {
    this.named = named;
    this.config = config;
  }

  /** Reads the files. */
  static HostPolicies read(Named named) {
    Path file = named.config();
    ConfigReading reading =
        file == null ? null : new ConfigSource(file, System::getenv, named.overrides()).read();
    HostPolicies read =
        new HostPolicies(
            named, reading instanceof ConfigReading.Loaded loaded ? loaded.config() : null);
    if (file != null && reading != null) {
      read.note(file, reading.problems());
    }
    PolicyLoader loader = read.loader(reading);
    read.files(reading == null ? List.of() : reading.policies())
        .forEach(policy -> read.load(policy, loader));
    read.checkNames();
    return read;
  }

  private List<PolicyFile> files(List<PolicyFile> known) {
    return named.policies().isEmpty()
        ? known
        : named.policies().stream().map(one -> file(one, known)).toList();
  }

  private static PolicyFile file(Path nameOrPath, List<PolicyFile> known) {
    return known.stream()
        .filter(policy -> policy.name().equals(nameOrPath.toString()))
        .findFirst()
        .orElseGet(() -> PolicyFile.of(nameOrPath));
  }

  private PolicyLoader loader(@Nullable ConfigReading reading) {
    Map<String, VaultConfig> vaults = new HashMap<>();
    if (reading != null) {
      reading.vaults().keySet().forEach(name -> vaults.put(name, new VaultConfig.Environment()));
    }
    SecretResolver secrets = Vaults.open(vaults, name -> ANY_SECRET);
    if (named.inline() && config != null) {
      return PolicyLoader.inline(secrets, config.inlineVaults());
    }
    boolean ignored = named.overrides().ignoreHostActions();
    HostActions actions =
        reading != null
            ? reading.hostActions()
            : ignored ? HostActions.IGNORED : HostActions.REFUSED;
    return new PolicyLoader(secrets, actions);
  }

  private void load(PolicyFile file, PolicyLoader loader) {
    switch (loader.load(file, Severity.WARNING)) {
      case PolicyReading.Loaded(Policy policy) -> {
        note(file.path(), policy.warnings());
        policies.put(file, policy);
      }
      case PolicyReading.Refused(var found) -> note(file.path(), found);
    }
  }

  private void checkNames() {
    Map<String, Path> byName = new HashMap<>();
    for (PolicyFile file : policies.keySet()) {
      Path other = byName.putIfAbsent(file.name(), file.path());
      if (other != null) {
        error(
            file.path(),
            "",
            "%s is named %s, too; name them apart under policies: in keyway.yaml"
                .formatted(other, file.name()));
      }
    }
    if (policies.isEmpty() && problems.isEmpty()) {
      error(Path.of("keyway.yaml"), "policies", "there is no policy to serve");
    }
  }

  /** The daemon's configuration, or null: there is none that can be used. */
  @Nullable DaemonConfig config() {
    return config;
  }

  /** Those that load, in their order. */
  Map<PolicyFile, Policy> policies() {
    return Collections.unmodifiableMap(policies);
  }

  /** The same without their files. */
  List<Policy> all() {
    return List.copyOf(policies.values());
  }

  /** Whether nothing is so wrong that there can't be a configuration. */
  boolean good() {
    return reports().stream().allMatch(ProblemReport::loads);
  }

  /** Tells what is wrong, by file. */
  void tell(Console console) {
    String style = good() ? "yellow" : "red";
    reports().stream()
        .flatMap(report -> report.text().lines())
        .forEach(line -> console.say(Console.styled(style, line)));
  }

  private List<ProblemReport> reports() {
    List<ProblemReport> reports = new ArrayList<>();
    problems.forEach((file, found) -> reports.add(new ProblemReport(file, found)));
    return reports;
  }

  /** Notes what is wrong with the daemon's configuration, or with what stands in its place. */
  void noteOfConfig(Problem problem) {
    Path file = named.config();
    note(file == null ? Path.of("the command line") : file, List.of(problem));
  }

  void error(Path file, String place, String message) {
    note(file, Severity.ERROR, place, message);
  }

  void note(Path file, Severity severity, String place, String message) {
    note(file, List.of(new Problem(severity, place, 0, 0, message, null)));
  }

  /** Notes what is wrong with a file. */
  void note(Path file, List<Problem> found) {
    List<Problem> noted = problems.computeIfAbsent(file.toString(), any -> new ArrayList<>());
    found.stream().filter(each -> !noted.contains(each)).forEach(noted::add);
  }
}
