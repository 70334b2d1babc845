package dev.keyway.server.command;

import dev.keyway.kong.config.KongConfig;
import dev.keyway.kong.config.KongSetup;
import dev.keyway.kong.config.KongSetup.Places;
import dev.keyway.kong.config.Unfit;
import dev.keyway.server.config.GatewaysConfig;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints Kong's configuration for some policies. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Print Kong's configuration for policies, for decK or for a Kong without a database: a route each, by name, /NAME/v1/…",
      "Starts nothing, calls nobody, and needs no secret. The same files give the same text."
    },
    footer = {
      "",
      "  keyway kong config --config keyway.yaml > kong.yml",
      "  keyway kong config policy.yaml --path /ai --kong-version 3.4 --output kong.yml",
      "  keyway kong config chat code --config keyway.yaml --route chat=/llm/chat --auth none",
      "",
      "docs/kong.md explains what is printed."
    })
final class KongConfigCommand implements Callable<Integer> {

  @Mixin private final HostOptions host = new HostOptions();

  @Mixin private final RouteOptions routes = new RouteOptions();

  @Mixin private final KongConfigOptions options = new KongConfigOptions();

  @Mixin private final OutputOption output = new OutputOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws CommandFailure {
    Console console = Console.of(spec);
    options.check(routes.relay());
    Map<String, String> vars = routes.vars(Unfit::variable);
    HostPolicies read = HostPolicies.read(host.named(routes.inline(), List.of()));
    KongSetup setup = read.good() ? setup(read, vars) : null;
    read.tell(console);
    if (setup == null || !read.good()) {
      return ExitCode.PROBLEMS;
    }
    String text = options.kubernetes() ? KongConfig.kubernetes(setup) : KongConfig.deck(setup);
    output.write(text, console);
    return ExitCode.FINE;
  }

  /** Good for nothing unless what was read is still good. */
  private KongSetup setup(HostPolicies read, Map<String, String> vars) {
    RouteInputs inputs = new RouteInputs(routes, read);
    String socket =
        inputs.socket(
            "kong",
            options.socket(),
            GatewaysConfig::kong,
            "the daemon has no plugin server for Kong");
    return new KongSetup(
        options.kong(),
        new Places(inputs.relay(options::unfit), socket, options.schema()),
        routes.authentication(),
        options.told(),
        vars,
        inputs.routes(
            name -> options.kubernetes() ? Unfit.kubernetesName(name) : Unfit.name(name),
            Unfit::text));
  }
}
