package dev.keyway.server.command;

import dev.keyway.envoy.config.EnvoyConfig;
import dev.keyway.envoy.config.EnvoySetup;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints Envoy's configuration for some policies. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Print Envoy's configuration for policies: to one policy every path leads, to several each by its name, /NAME/v1/…",
      "Starts nothing, calls nobody, and needs no secret. The same files give the same text."
    },
    footer = {
      "",
      "  keyway envoy config --config keyway.yaml > envoy.yaml",
      "  keyway envoy config policy.yaml --form native --listen 0.0.0.0:8080 --output envoy.yaml",
      "  keyway envoy config chat code --config keyway.yaml --jwt staff --fragment",
      "",
      "docs/envoy.md says which form does what."
    })
final class EnvoyConfigCommand implements Callable<Integer> {

  @Mixin private final HostOptions host = new HostOptions();

  @Mixin private final EnvoyConfigOptions options = new EnvoyConfigOptions();

  @Mixin private final OutputOption output = new OutputOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws CommandFailure {
    Console console = Console.of(spec);
    options.check();
    HostPolicies read = HostPolicies.read(host.named(false, options.providerUrls()));
    EnvoySetup setup = read.good() ? new EnvoyInputs(options, read).setup() : null;
    read.tell(console);
    if (setup == null || !read.good()) {
      return ExitCode.PROBLEMS;
    }
    output.write(EnvoyConfig.of(setup), console);
    return ExitCode.FINE;
  }
}
