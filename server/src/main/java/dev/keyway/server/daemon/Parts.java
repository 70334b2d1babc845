package dev.keyway.server.daemon;

import dev.keyway.Keyway;
import dev.keyway.document.Problem.Severity;
import dev.keyway.document.ProblemReport;
import dev.keyway.policy.PolicyReader;
import dev.keyway.policy.PolicyRegistry;
import dev.keyway.relay.Relay;
import dev.keyway.relay.RelaySettings;
import dev.keyway.relay.RelayStartException;
import dev.keyway.secret.SecretRefresh;
import dev.keyway.secret.SecretResolver;
import dev.keyway.server.admin.AdminServer;
import dev.keyway.server.admin.FactsPage;
import dev.keyway.server.admin.Metrics;
import dev.keyway.server.admin.Readiness;
import dev.keyway.server.config.AdminConfig;
import dev.keyway.server.config.DaemonConfig;
import dev.keyway.server.config.HostAndPort;
import dev.keyway.server.config.RecordsConfig.Target;
import dev.keyway.server.records.RecentRecords;
import dev.keyway.server.records.RecordOutput;
import dev.keyway.server.records.RotatingFile;
import dev.keyway.server.records.StreamOutput;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * The parts of a daemon whose making can fail for reasons outside them; each failure says what to
 * do.
 */
final class Parts {

  /** More routes than one daemon serves; a bound, because others than the operator write them. */
  private static final int MOST_INLINE_POLICIES = 10_000;

  private Parts() {}

  static PolicyRegistry registry(DaemonConfig config, SecretResolver secrets, InstantSource clock) {
    return new PolicyRegistry(
        clock, inlineReader(config, secrets), config.context().maxAge(), MOST_INLINE_POLICIES);
  }

  static PolicyReader inlineReader(DaemonConfig config, SecretResolver secrets) {
    return Keyway.policyReader(
        secrets, Severity.ERROR, new PolicyReader.Origin.Inline(config.inlineVaults()));
  }

  static ProviderIds providers(DaemonConfig config, Collection<LoadedPolicy> policies)
      throws StartException {
    ProviderIds ids =
        ProviderIds.of(
            config.providers(),
            config.providerTls(),
            policies.stream().flatMap(one -> one.policy().catalogues()).toList());
    if (!ids.problems().isEmpty()) {
      String file = config.file().isEmpty() ? "--provider-url" : config.file();
      throw StartException.badInput(List.of(new ProblemReport(file, ids.problems())));
    }
    return ids;
  }

  static RecordOutput output(Target to, Surroundings around) throws StartException {
    return switch (to) {
      case Target.Stdout stdout -> new StreamOutput(around.output());
      case Target.None none -> RecordOutput.NONE;
      case Target.ToFile file -> {
        try {
          yield RotatingFile.open(file.path());
        } catch (IOException e) {
          throw StartException.impossible(
              "records can't be written to %s: is its folder there, and may this user write in it?"
                  .formatted(file.path()));
        }
      }
    };
  }

  static AdminServer admin(
      AdminConfig config,
      Readiness readiness,
      Metrics metrics,
      RecentRecords recent,
      FactsPage facts,
      Supplier<SecretRefresh> refresh)
      throws StartException {
    try {
      return AdminServer.start(config, readiness, metrics, recent, facts, refresh);
    } catch (IOException e) {
      throw StartException.impossible(
          Addresses.refused(config.address(), e, "--admin or admin.address"));
    }
  }

  static Relay relay(DaemonConfig config, RelaySettings settings) throws StartException {
    try {
      return Relay.start(settings);
    } catch (RelayStartException e) {
      List<HostAndPort> addresses =
          config.listeners().stream().map(one -> new HostAndPort(one.host(), one.port())).toList();
      String why = Addresses.firstRefused(addresses, "--listen or listeners[].address");
      throw StartException.impossible(why == null ? String.valueOf(e.getMessage()) : why);
    }
  }
}
