package dev.keyway.server.command;

import dev.keyway.server.config.Overrides;
import dev.keyway.server.config.ProviderAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What any host gateway's configuration is made of. */
final class HostOptions {

  @Parameters(
      arity = "0..*",
      paramLabel = "POLICY",
      description =
          "Policies: files, or with --config those there by their names; all of those where none is named.")
  private List<Path> policies = new ArrayList<>();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The daemon's configuration, keyway.yaml: policies, addresses and what else the gateway has to know are taken from it.")
  private @Nullable Path config;

  @Option(
      names = "--ignore-host-actions",
      description = "As of serve: what the gateway is to do in a policy's place is a warning.")
  private boolean ignoreHostActions;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  /**
   * The files to read; what can't be said together is a misuse.
   *
   * @param inline whether the gateway is to hold the policies themselves
   */
  HostPolicies.Named named(boolean inline, List<ProviderAddress> providerUrls) {
    if (policies.isEmpty() && config == null) {
      throw misuse("Name a policy's file, or give --config keyway.yaml.");
    }
    if (inline && config == null) {
      throw misuse(
          "--inline needs --config keyway.yaml, which says what vaults such policies may read.");
    }
    return new HostPolicies.Named(
        policies,
        config,
        new Overrides(null, null, false, null, null, null, ignoreHostActions, providerUrls),
        inline);
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
