package dev.keyway.server.explain;

import dev.keyway.catalogue.Catalogue;
import dev.keyway.document.Problem;
import dev.keyway.document.Problem.Severity;
import dev.keyway.document.ProblemReport;
import dev.keyway.policy.HostActions;
import dev.keyway.policy.PolicyReading;
import dev.keyway.secret.SecretStore;
import dev.keyway.server.config.ConfigReading;
import dev.keyway.server.config.ConfigSource;
import dev.keyway.server.config.DaemonConfig;
import dev.keyway.server.config.Overrides;
import dev.keyway.server.config.PolicyFile;
import dev.keyway.server.daemon.PolicyLoader;
import dev.keyway.server.daemon.ProviderIds;
import dev.keyway.server.daemon.Vaults;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The daemon that is assumed to serve: what its configuration says of vaults, addresses of
 * providers, and the place it stands in. Read as {@code serve} reads it.
 */
public final class ExplainedDaemon {

  private final @Nullable Path file;
  private final Function<String, @Nullable String> environment;
  private final ConfigReading reading;

  private ExplainedDaemon(
      @Nullable Path file, Function<String, @Nullable String> environment, ConfigReading reading) {
    this.file = file;
    this.environment = environment;
    this.reading = reading;
  }

  /**
   * Reads its configuration.
   *
   * @param file {@code keyway.yaml}, or null: a daemon that is told nothing
   * @param policy the name of one of its policies, else the path of one more, as of {@code serve}
   * @param said what the command line says over the file
   */
  public static ExplainedDaemon read(
      @Nullable Path file,
      Path policy,
      Overrides said,
      Function<String, @Nullable String> environment) {
    if (file != null) {
      ExplainedDaemon plain = read(file, environment, said);
      if (plain.named(policy) != null) {
        return plain;
      }
    }
    return read(file, environment, said.with(PolicyFile.of(policy)));
  }

  private static ExplainedDaemon read(
      @Nullable Path file, Function<String, @Nullable String> environment, Overrides overrides) {
    ConfigReading reading = new ConfigSource(file, environment, overrides).read();
    return new ExplainedDaemon(file, environment, reading);
  }

  /** The policy of this name in the configuration, else the one at this path. */
  public PolicyFile policy(Path nameOrPath) {
    PolicyFile named = named(nameOrPath);
    return named == null ? PolicyFile.of(nameOrPath) : named;
  }

  private @Nullable PolicyFile named(Path name) {
    return reading.policies().stream()
        .filter(policy -> file != null && policy.name().equals(name.toString()))
        .findFirst()
        .orElse(null);
  }

  /** The region or zone it stands in, or null when nobody said. */
  public @Nullable String zone() {
    DaemonConfig config = config();
    return config == null ? null : config.zone();
  }

  /** What becomes of what its policies hold and the host gateway does. */
  HostActions hostActions() {
    return reading.hostActions();
  }

  private @Nullable DaemonConfig config() {
    return reading instanceof ConfigReading.Loaded loaded ? loaded.config() : null;
  }

  /** What is wrong with its configuration. */
  ProblemReport report() {
    return new ProblemReport(source(), reading.problems());
  }

  private String source() {
    return file == null ? "--provider-url" : file.toString();
  }

  /** Its vaults by name; none: each lies in the environment. */
  Map<String, SecretStore> vaults() {
    return Vaults.stores(reading.vaults(), environment);
  }

  Function<String, @Nullable String> environment() {
    return environment;
  }

  /**
   * Where providers are under these policies, and under those that its configuration names.
   *
   * @param explained what is known to be served
   */
  ProviderIds providers(Collection<Catalogue> explained) {
    DaemonConfig config = config();
    if (config == null || config.providers().isEmpty()) {
      return ProviderIds.of(List.of(), List.of(), explained);
    }
    List<Catalogue> catalogues = new ArrayList<>(explained);
    PolicyLoader loader =
        new PolicyLoader(Vaults.open(config.vaults(), environment), config.hostActions());
    for (PolicyFile policy : config.policies()) {
      if (loader.load(policy, Severity.WARNING) instanceof PolicyReading.Loaded loaded) {
        loaded.policy().catalogues().forEach(catalogues::add);
      }
    }
    return ProviderIds.of(config.providers(), config.providerTls(), catalogues);
  }

  /** The problems of addresses, in the file or in the option they are written in. */
  List<ProblemReport> reports(List<Problem> ofAddresses) {
    return ofAddresses.stream()
        .map(problem ->
            new ProblemReport(problem.line() > 0 ? source() : "--provider-url", List.of(problem)))
        .toList();
  }
}
