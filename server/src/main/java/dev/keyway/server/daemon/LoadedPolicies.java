package dev.keyway.server.daemon;

import dev.keyway.access.PolicyRef;
import dev.keyway.document.Problem.Severity;
import dev.keyway.document.ProblemReport;
import dev.keyway.policy.Policy;
import dev.keyway.policy.PolicyReading;
import dev.keyway.relay.PolicySource;
import dev.keyway.secret.SecretResolver;
import dev.keyway.server.config.PolicyFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The policies of a daemon, all of which could be loaded. */
final class LoadedPolicies implements PolicySource {

  private final Map<PolicyFile, Policy> policies;
  private final Map<PolicyRef, Policy> byRef = new LinkedHashMap<>();

  private LoadedPolicies(Map<PolicyFile, Policy> policies) {
    this.policies = policies;
    for (Policy policy : policies.values()) {
      byRef.put(new PolicyRef.Named(policy.name()), policy);
      byRef.put(new PolicyRef.Digested(policy.digest()), policy);
    }
  }

  /**
   * Loads all.
   *
   * @throws StartException with the problems of all files; or, when there is none, with every
   *     secret that has no value
   */
  static LoadedPolicies load(List<PolicyFile> files, SecretResolver secrets) throws StartException {
    PolicyLoader loader = new PolicyLoader(secrets);
    List<ProblemReport> wrong = reports(files, loader, Severity.WARNING, new LinkedHashMap<>());
    if (!wrong.isEmpty()) {
      throw StartException.badInput(wrong);
    }
    Map<PolicyFile, Policy> loaded = new LinkedHashMap<>();
    List<ProblemReport> unset = reports(files, loader, Severity.ERROR, loaded);
    if (!unset.isEmpty()) {
      throw StartException.unsetSecrets(unset);
    }
    return new LoadedPolicies(loaded);
  }

  private static List<ProblemReport> reports(
      List<PolicyFile> files,
      PolicyLoader loader,
      Severity unsetSecret,
      Map<PolicyFile, Policy> loaded) {
    List<ProblemReport> reports = new ArrayList<>();
    for (PolicyFile file : files) {
      switch (loader.load(file, unsetSecret)) {
        case PolicyReading.Loaded(Policy policy) -> loaded.put(file, policy);
        case PolicyReading.Refused(var problems) ->
            reports.add(new ProblemReport(file.path().toString(), problems));
      }
    }
    return reports;
  }

  /** In the order of the configuration. */
  List<Policy> all() {
    return List.copyOf(policies.values());
  }

  /** What their authors should know, a line each. */
  List<String> warnings() {
    List<String> lines = new ArrayList<>();
    policies.forEach((file, policy) ->
        new ProblemReport(file.path().toString(), policy.warnings())
            .text()
            .lines()
            .forEach(lines::add));
    return lines;
  }

  @Override
  public @Nullable Policy find(PolicyRef ref) {
    return byRef.get(ref);
  }
}
