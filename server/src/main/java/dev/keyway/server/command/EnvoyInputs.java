package dev.keyway.server.command;

import dev.keyway.catalogue.Catalogue;
import dev.keyway.document.Problem;
import dev.keyway.document.Problem.Severity;
import dev.keyway.document.ProblemReport;
import dev.keyway.envoy.config.EnvoySetup;
import dev.keyway.envoy.config.EnvoySetup.Direct;
import dev.keyway.envoy.config.Form;
import dev.keyway.envoy.config.RoutedPolicy;
import dev.keyway.envoy.config.Unfit;
import dev.keyway.envoy.config.Upstreams;
import dev.keyway.policy.Policy;
import dev.keyway.policy.PolicyReading;
import dev.keyway.server.config.ConfigReading;
import dev.keyway.server.config.ConfigSource;
import dev.keyway.server.config.DaemonConfig;
import dev.keyway.server.config.PolicyFile;
import dev.keyway.server.daemon.PolicyLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what Envoy's configuration is made from, and collects all that is wrong with it. */
final class EnvoyInputs {

  private final @Nullable DaemonConfig config;
  private final Map<PolicyFile, Policy> policies = new LinkedHashMap<>();
  private final Map<String, List<Problem>> problems = new LinkedHashMap<>();

  private EnvoyInputs(@Nullable DaemonConfig config) {
    this.config = config;
  }

  /** Reads the files that the options name. */
  static EnvoyInputs read(EnvoyConfigOptions options) {
    Path file = options.config();
    ConfigReading reading =
        file == null ? null : new ConfigSource(file, System::getenv, options.overrides()).read();
    EnvoyInputs inputs =
        new EnvoyInputs(reading instanceof ConfigReading.Loaded loaded ? loaded.config() : null);
    if (file != null && reading != null) {
      inputs.note(file, reading.problems());
    }
    List<PolicyFile> known = reading == null ? List.of() : reading.policies();
    PolicyLoader loader = EnvoyPolicies.loader(reading, options);
    EnvoyPolicies.named(options.policies(), known).forEach(policy -> inputs.load(policy, loader));
    inputs.checkNames();
    return inputs;
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

  /** Whether nothing is so wrong that there can't be a configuration. */
  boolean good() {
    return reports().stream().allMatch(ProblemReport::loads);
  }

  /** What is wrong, by file. */
  List<ProblemReport> reports() {
    List<ProblemReport> reports = new ArrayList<>();
    problems.forEach((file, found) -> reports.add(new ProblemReport(file, found)));
    return reports;
  }

  /** What the configuration is made of; good for nothing unless this is still {@link #good}. */
  EnvoySetup setup(EnvoyConfigOptions options) {
    EnvoyPlaces places = new EnvoyPlaces(options, config);
    EnvoySetup.Doors doors = places.doors(served());
    places.checkWayToProviders();
    places.problems().forEach(problem -> noteOfConfig(options, problem));
    Upstreams upstreams = upstreams(options);
    policies.forEach((file, policy) -> checkFit(file, policy, upstreams, options));
    List<Policy> all = List.copyOf(policies.values());
    return new EnvoySetup(
        options.form(),
        options.shape(),
        doors,
        options.trust(),
        RoutedPolicy.all(all),
        new Direct(
            options.form() == Form.NATIVE && good() ? upstreams.of(all) : List.of(),
            places.requestBodyBytes(),
            options.usage()));
  }

  private List<String> served() {
    return policies.values().stream().map(Policy::name).toList();
  }

  private Upstreams upstreams(EnvoyConfigOptions options) {
    List<Catalogue> catalogues = policies.values().stream().flatMap(Policy::catalogues).toList();
    EnvoyProviders providers = EnvoyProviders.of(config, options.overrides(), catalogues);
    providers.problems().forEach(problem -> noteOfConfig(options, problem));
    return providers.upstreams();
  }

  private void checkFit(
      PolicyFile file, Policy policy, Upstreams upstreams, EnvoyConfigOptions options) {
    note(file.path(), Unfit.name(policy, options.shape()));
    if (options.form() == Form.NATIVE) {
      note(file.path(), Unfit.forNative(policy, upstreams));
    }
    if (options.form() == Form.TOKEN && policies.size() > 1) {
      error(
          file.path(),
          "",
          "an entry listener serves one policy, and here are %d; make a configuration for each, or use --form relay"
              .formatted(policies.size()));
    }
  }

  private void noteOfConfig(EnvoyConfigOptions options, Problem problem) {
    Path file = options.config();
    note(file == null ? Path.of("the command line") : file, List.of(problem));
  }

  private void error(Path file, String place, String message) {
    note(file, List.of(new Problem(Severity.ERROR, place, 0, 0, message, null)));
  }

  private void note(Path file, List<Problem> found) {
    List<Problem> noted = problems.computeIfAbsent(file.toString(), any -> new ArrayList<>());
    found.stream().filter(each -> !noted.contains(each)).forEach(noted::add);
  }
}
