package dev.keyway.server.command;

import dev.keyway.kong.config.KongSetup.Authentication;
import dev.keyway.kong.config.KongVersion;
import dev.keyway.kong.config.PluginField;
import dev.keyway.kong.config.Unfit;
import dev.keyway.server.config.HostAndPort;
import dev.keyway.server.config.Overrides;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What Kong's configuration is to be. */
final class KongConfigOptions {

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
          "The daemon's configuration, keyway.yaml: addresses, the socket and policies are taken from it.")
  private @Nullable Path config;

  @Option(
      names = "--route",
      paramLabel = "NAME=PATH",
      converter = KongConverters.RoutedPath.class,
      description =
          "What the paths of this policy begin with; /NAME by default, / is any path. May be repeated.")
  private List<KongConverters.NamedPath> routes = new ArrayList<>();

  @Option(
      names = "--path",
      paramLabel = "PATH",
      converter = KongConverters.PlainPath.class,
      description = "The same for one policy alone.")
  private @Nullable String path;

  @Option(
      names = "--auth",
      paramLabel = "key-auth|none",
      converter = KongConverters.Auth.class,
      description =
          "Who says who calls: key-auth (the default) on each route; none: a plugin that you have, or nobody.")
  private Authentication authentication = Authentication.KEY_AUTH;

  @Option(
      names = "--kong-version",
      paramLabel = "3.4…3.9",
      converter = KongConverters.Version.class,
      description = "Kong's version, for what differs; 3.9 by default.")
  private KongVersion kong = KongVersion.NEWEST;

  @Option(
      names = "--relay",
      paramLabel = "HOST:PORT",
      converter = Converters.Address.class,
      description =
          "Keyway's listener of kind gateway, as Kong reaches it, if not that of --config; 127.0.0.1:8710 by default.")
  private @Nullable HostAndPort relay;

  @Option(
      names = "--socket",
      paramLabel = "PATH",
      converter = KongConverters.Socket.class,
      description =
          "Where Kong asks the plugin, by its path there, if not that of --config; /run/keyway/kong.sock by default.")
  private @Nullable String socket;

  @Option(
      names = "--schema",
      paramLabel = "PATH",
      converter = KongConverters.PlainFile.class,
      description =
          "The file with what `keyway kong schema` prints, by its path where Kong runs; /etc/kong/keyway.json by default.")
  private String schema = "/etc/kong/keyway.json";

  @Option(
      names = "--inline",
      description =
          "Put the policies themselves into Kong's configuration instead of their names. They may read the vaults of inline_policies.")
  private boolean inline;

  @Option(
      names = "--var",
      paramLabel = "NAME=TEXT",
      converter = KongConverters.Var.class,
      description = "What expressions read as vars.NAME. May be repeated.")
  private List<Map.Entry<String, String>> vars = new ArrayList<>();

  @Option(
      names = "--credential-id",
      description = "Tell policies which credential was used: client.credential_id.")
  private boolean credentialId;

  @Option(
      names = "--client-ip",
      description = "Tell policies the client's address as Kong knows it: client.ip.")
  private boolean clientIp;

  @Option(
      names = "--jwt-claims",
      description =
          "Tell policies what the token says that Kong's jwt has verified: client.claims.")
  private boolean jwtClaims;

  @Option(names = "--kubernetes", description = "Resources for Kong's Ingress Controller instead.")
  private boolean kubernetes;

  @Option(
      names = "--ignore-host-actions",
      description = "As of serve: what Kong is to do in a policy's place is a warning.")
  private boolean ignoreHostActions;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  /** The files to read; what can't be said together is a misuse. */
  HostPolicies.Named named() {
    if (policies.isEmpty() && config == null) {
      throw misuse("Name a policy's file, or give --config keyway.yaml.");
    }
    if (inline && config == null) {
      throw misuse(
          "--inline needs --config keyway.yaml, which says what vaults such policies may read.");
    }
    String unfit = kubernetes && relay != null ? Unfit.externalName(relay.host()) : null;
    if (unfit != null) {
      throw misuse("--relay=%s: %s.".formatted(relay, unfit));
    }
    return new HostPolicies.Named(
        policies,
        config,
        new Overrides(null, null, false, null, null, null, ignoreHostActions, List.of()),
        inline);
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
    for (KongConverters.NamedPath route : routes) {
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

  KongVersion kong() {
    return kong;
  }

  @Nullable HostAndPort relay() {
    return relay;
  }

  @Nullable String socket() {
    return socket;
  }

  String schema() {
    return schema;
  }

  boolean inline() {
    return inline;
  }

  boolean kubernetes() {
    return kubernetes;
  }

  Map<String, String> vars() {
    Map<String, String> byName = new LinkedHashMap<>();
    vars.forEach(entry -> byName.put(entry.getKey(), entry.getValue()));
    return byName;
  }

  /** What else policies are told of the caller. */
  Set<PluginField> told() {
    Set<PluginField> told = EnumSet.noneOf(PluginField.class);
    if (credentialId) {
      told.add(PluginField.CREDENTIAL_ID);
    }
    if (clientIp) {
      told.add(PluginField.CLIENT_IP);
    }
    if (jwtClaims) {
      told.add(PluginField.JWT_CLAIMS);
    }
    return told;
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
