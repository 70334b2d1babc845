package dev.keyway.server.daemon;

import dev.keyway.access.PolicyRef;
import dev.keyway.document.Problem;
import dev.keyway.document.Problem.Severity;
import dev.keyway.document.ProblemReport;
import dev.keyway.policy.Policy;
import dev.keyway.policy.PolicyReading;
import dev.keyway.policy.PolicyRegistry;
import dev.keyway.relay.PolicySource;
import dev.keyway.server.config.PolicyFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policies of a daemon: all could be loaded at the start, and a file that changes replaces its
 * policy. One that changes for the worse is reported, and the policy stays as it was.
 */
final class FollowedPolicies implements PolicySource {

  private static final Logger LOG = LoggerFactory.getLogger(FollowedPolicies.class);

  private final PolicyRegistry registry;
  private final PolicyLoader loader;
  private final List<PolicyFile> files;
  private final Map<PolicyFile, FileStamp> seen = new HashMap<>();

  private FollowedPolicies(PolicyRegistry registry, PolicyLoader loader, List<PolicyFile> files) {
    this.registry = registry;
    this.loader = loader;
    this.files = files;
    files.forEach(file -> seen.put(file, FileStamp.of(file.path())));
  }

  /**
   * Loads all.
   *
   * @param registry gets them, by name
   * @throws StartException with the problems of all files; or, when there is none, with every
   *     secret that has no value
   */
  static FollowedPolicies load(PolicyRegistry registry, PolicyLoader loader, List<PolicyFile> files)
      throws StartException {
    FollowedPolicies policies = new FollowedPolicies(registry, loader, files);
    List<ProblemReport> wrong = policies.read(Severity.WARNING, new LinkedHashMap<>());
    if (!wrong.isEmpty()) {
      throw StartException.badInput(wrong);
    }
    Map<String, Policy> loaded = new LinkedHashMap<>();
    List<ProblemReport> unset = policies.read(Severity.ERROR, loaded);
    if (!unset.isEmpty()) {
      throw StartException.unsetSecrets(unset);
    }
    registry.publish(loaded);
    return policies;
  }

  private List<ProblemReport> read(Severity unsetSecret, Map<String, Policy> loaded) {
    List<ProblemReport> refused = new ArrayList<>();
    for (PolicyFile file : files) {
      switch (loader.load(file, unsetSecret)) {
        case PolicyReading.Loaded(Policy policy) -> loaded.put(file.name(), policy);
        case PolicyReading.Refused(var problems) -> refused.add(report(file, problems));
      }
    }
    return refused;
  }

  /** In the order of the configuration. */
  List<Policy> all() {
    Map<String, Policy> named = registry.named();
    List<Policy> all = new ArrayList<>();
    for (PolicyFile file : files) {
      Policy policy = named.get(file.name());
      if (policy != null) {
        all.add(policy);
      }
    }
    return all;
  }

  /** What their authors should know, a line each. */
  List<String> warnings() {
    List<String> lines = new ArrayList<>();
    for (PolicyFile file : files) {
      Policy policy = registry.named(file.name());
      if (policy != null) {
        report(file, policy.warnings()).text().lines().forEach(lines::add);
      }
    }
    return lines;
  }

  @Override
  public @Nullable Policy find(PolicyRef ref) {
    return switch (ref) {
      case PolicyRef.Named(String name) -> registry.named(name);
      case PolicyRef.Digested(String digest) -> registry.digested(digest);
    };
  }

  /** Replaces the policies whose files are other ones. */
  void look() {
    for (PolicyFile file : files) {
      FileStamp now = FileStamp.of(file.path());
      if (!now.equals(seen.put(file, now))) {
        replace(file);
      }
    }
  }

  private void replace(PolicyFile file) {
    switch (loader.load(file, Severity.ERROR)) {
      case PolicyReading.Refused(var problems) ->
          LOG.warn(
              "policy {} stays as it was:\n{}",
              file.name(),
              report(file, problems).text().stripTrailing());
      case PolicyReading.Loaded(Policy policy) -> replace(file, policy);
    }
  }

  private void replace(PolicyFile file, Policy policy) {
    Map<String, Policy> named = new HashMap<>(registry.named());
    named.put(file.name(), policy);
    registry.publish(named);
    LOG.info("policy {} replaced: {} changed", file.name(), file.path());
    report(file, policy.warnings()).text().lines().forEach(LOG::warn);
    String open = StartNotes.open(policy);
    if (open != null) {
      LOG.warn(open);
    }
  }

  private static ProblemReport report(PolicyFile file, List<Problem> problems) {
    return new ProblemReport(file.path().toString(), problems);
  }
}
