package dev.keyway.server.command;

import dev.keyway.apisix.config.ApisixSetup;
import dev.keyway.apisix.config.Unfit;
import dev.keyway.server.config.ApisixConfig;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints APISIX's routes for some policies. */
@Command(
    name = "route",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Print APISIX's routes for policies: for the Admin API, for an APISIX without etcd, or for ADC; a route each, by name, /NAME/v1/…",
      "Starts nothing, calls nobody, and needs no secret. The same files give the same text."
    },
    footer = {
      "",
      "  keyway apisix route chat --config keyway.yaml |",
      "    curl -X PUT -H \"X-API-KEY: $KEY\" --data-binary @- http://127.0.0.1:9180/apisix/admin/routes/keyway-chat",
      "  keyway apisix route --config keyway.yaml --format standalone --output apisix.yaml",
      "  keyway apisix route policy.yaml --format adc --path /ai --apisix-version 3.9",
      "",
      "docs/apisix.md explains what is printed."
    })
final class ApisixRouteCommand implements Callable<Integer> {

  @Mixin private final HostOptions host = new HostOptions();

  @Mixin private final RouteOptions routes = new RouteOptions();

  @Mixin private final ApisixRouteOptions options = new ApisixRouteOptions();

  @Mixin private final OutputOption output = new OutputOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws CommandFailure {
    Console console = Console.of(spec);
    options.check(routes.relay());
    Map<String, String> vars = routes.vars(options.format().unfit()::variable);
    HostPolicies read = HostPolicies.read(host.named(routes.inline(), List.of()));
    ApisixSetup setup = read.good() ? setup(read, vars) : null;
    read.tell(console);
    if (setup == null || !read.good()) {
      return ExitCode.PROBLEMS;
    }
    options.checkNumber(setup.routes().size());
    output.write(options.format().text(setup), console);
    return ExitCode.FINE;
  }

  /** Good for nothing unless what was read is still good. */
  private ApisixSetup setup(HostPolicies read, Map<String, String> vars) {
    RouteInputs inputs = new RouteInputs(routes, read);
    return new ApisixSetup(
        options.apisix(),
        inputs.relay(Unfit::relay),
        inputs.socket(
            "apisix",
            options.socket(),
            gateways -> {
              ApisixConfig apisix = gateways.apisix();
              return apisix == null ? null : apisix.socket();
            },
            "the daemon has no runner for APISIX"),
        routes.authentication(),
        vars,
        inputs.routes(Unfit::name, options.format().unfit()::text));
  }
}
