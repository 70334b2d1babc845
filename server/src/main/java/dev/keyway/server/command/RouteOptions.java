package dev.keyway.server.command;

import dev.keyway.hostconfig.Authentication;
import dev.keyway.server.config.HostAndPort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the routes of a gateway are to be whose plugin asks Keyway. */
final class RouteOptions {

  @Option(
      names = "--route",
      paramLabel = "NAME=PATH",
      converter = RouteConverters.RoutedPath.class,
      description =
          "What the paths of this policy begin with; /NAME by default, / is any path. May be repeated.")
  private List<RouteConverters.NamedPath> routes = new ArrayList<>();

  @Option(
      names = "--path",
      paramLabel = "PATH",
      converter = RouteConverters.PlainPath.class,
      description = "The same for one policy alone.")
  private @Nullable String path;

  @Option(
      names = "--auth",
      paramLabel = "key-auth|none",
      converter = RouteConverters.Auth.class,
      description =
          "Who says who calls: key-auth (the default) on each route; none: a plugin that you have, or nobody.")
  private Authentication authentication = Authentication.KEY_AUTH;

  @Option(
      names = "--relay",
      paramLabel = "HOST:PORT",
      converter = Converters.Address.class,
      description =
          "Keyway's listener of kind gateway, as the gateway reaches it, if not that of --config; 127.0.0.1:8710 by default.")
  private @Nullable HostAndPort relay;

  @Option(
      names = "--inline",
      description =
          "Put the policies themselves into the gateway's configuration instead of their names. They may read the vaults of inline_policies.")
  private boolean inline;

  @Option(
      names = "--var",
      paramLabel = "NAME=TEXT",
      converter = RouteConverters.Var.class,
      description = "What expressions read as vars.NAME. May be repeated.")
  private List<Map.Entry<String, String>> vars = new ArrayList<>();

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  /** Why a variable can't have a text in this gateway's configuration, or null when it can. */
  @FunctionalInterface
  interface VariableCheck {
    @Nullable String problem(String name, String text);
  }

  /** The path of each of these policies, by name; any other name, or a path twice, is a misuse. */
  Map<String, String> paths(List<String> served) {
    Map<String, String> paths = new LinkedHashMap<>();
    served.forEach(name -> paths.put(name, "/" + name));
    if (path != null) {
      if (served.size() != 1 || !routes.isEmpty()) {
        throw misuse("--path is for one policy alone; say --route NAME=PATH for each.");
      }
      paths.put(served.getFirst(), path);
    }
    for (RouteConverters.NamedPath route : routes) {
      if (paths.replace(route.policy(), route.path()) == null) {
        throw misuse(
            "--route %s=…: there is no such policy here; there is %s"
                .formatted(route.policy(), String.join(", ", served)));
      }
    }
    if (Set.copyOf(paths.values()).size() < paths.size()) {
      throw misuse("Two policies have the same path: " + String.join(", ", paths.values()));
    }
    return paths;
  }

  Authentication authentication() {
    return authentication;
  }

  @Nullable HostAndPort relay() {
    return relay;
  }

  boolean inline() {
    return inline;
  }

  /** The variables by their names; one that does not fit is a misuse. */
  Map<String, String> vars(VariableCheck check) {
    Map<String, String> byName = new LinkedHashMap<>();
    for (Map.Entry<String, String> one : vars) {
      String problem = check.problem(one.getKey(), one.getValue());
      if (problem != null) {
        throw misuse("--var=%s=…: %s.".formatted(one.getKey(), problem));
      }
      byName.put(one.getKey(), one.getValue());
    }
    return byName;
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
