package dev.keyway.server.daemon;

import dev.keyway.document.Problem.Severity;
import dev.keyway.document.ProblemReport;
import dev.keyway.policy.Policy;
import dev.keyway.policy.PolicyReading;
import dev.keyway.server.config.PolicyFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The policies a daemon starts with: all of them load, or it does not start. */
final class FirstPolicies {

  private final PolicyLoader loader;
  private final List<PolicyFile> files;
  private final Instant now;
  private final Map<String, LoadedPolicy> loaded = new LinkedHashMap<>();

  private FirstPolicies(PolicyLoader loader, List<PolicyFile> files, Instant now) {
    this.loader = loader;
    this.files = files;
    this.now = now;
  }

  /**
   * Loads all, by name and in their order.
   *
   * @throws StartException with the problems of all files; or, when there is none, with every
   *     secret that has no value
   */
  static Map<String, LoadedPolicy> load(PolicyLoader loader, List<PolicyFile> files, Instant now)
      throws StartException {
    FirstPolicies policies = new FirstPolicies(loader, files, now);
    List<ProblemReport> wrong = policies.read(Severity.WARNING);
    if (!wrong.isEmpty()) {
      throw StartException.badInput(wrong);
    }
    List<ProblemReport> unset = policies.read(Severity.ERROR);
    if (!unset.isEmpty()) {
      throw StartException.unsetSecrets(unset);
    }
    return policies.loaded;
  }

  private List<ProblemReport> read(Severity unsetSecret) {
    List<ProblemReport> refused = new ArrayList<>();
    for (PolicyFile file : files) {
      switch (loader.load(file, unsetSecret)) {
        case PolicyReading.Loaded(Policy policy) ->
            loaded.put(file.name(), new LoadedPolicy(file, policy, now));
        case PolicyReading.Refused(var problems) ->
            refused.add(new ProblemReport(file.path().toString(), problems));
      }
    }
    return refused;
  }
}
