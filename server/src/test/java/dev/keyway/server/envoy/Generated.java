package dev.keyway.server.envoy;

import dev.keyway.Keyway;
import dev.keyway.document.Problem;
import dev.keyway.envoy.config.Address;
import dev.keyway.envoy.config.EnvoyConfig;
import dev.keyway.envoy.config.EnvoySetup;
import dev.keyway.envoy.config.Form;
import dev.keyway.envoy.config.RoutedPolicy;
import dev.keyway.envoy.config.Shape;
import dev.keyway.envoy.config.TlsFiles;
import dev.keyway.envoy.config.Trust;
import dev.keyway.envoy.config.Upstream;
import dev.keyway.envoy.config.Upstreams;
import dev.keyway.hostconfig.PolicyTimes;
import dev.keyway.policy.Policy;
import dev.keyway.policy.PolicyReading;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.secret.SecretResolver;
import dev.keyway.testkit.GatewaySetup;
import dev.keyway.testkit.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Configurations of Envoy as {@code keyway envoy config} makes them, with what a team adds: who
 * calls. Ports are chosen by the system, and every client counts as an internal one, whose {@code
 * x-envoy-} headers Envoy believes.
 */
final class Generated {

  /** The name under which a token's payload is noted. */
  private static final String JWT = "staff";

  private static final Trust BY_TOKEN = new Trust(JWT, false, false);

  private static final Duration SECONDS = Duration.ofSeconds(30);
  private static final int NO_PORT = 1;
  private static final long BODY_BYTES = 32 << 20;
  private static final Address.Tcp ANY_PORT = new Address.Tcp("127.0.0.1", 0);

  private Generated() {}

  /** The relay form, where tokens tell who calls. */
  static String relay(GatewaySetup setup, int relayPort, Path socket, Tokens tokens) {
    return identified(relay(setup, relayPort, socket, BY_TOKEN), tokens);
  }

  /** The relay form, where something else tells who calls. */
  static String relay(GatewaySetup setup, int relayPort, Path socket, Trust trust) {
    return made(Form.RELAY, trust, relayPort, socket, setup.routes(), List.of());
  }

  /** The same, where Envoy asks on a port of this machine, by TLS. */
  static String relay(
      GatewaySetup setup, int relayPort, int servicePort, TlsFiles tls, Tokens tokens) {
    EnvoySetup.Doors doors = doors(relayPort, new Address.Tcp("127.0.0.1", servicePort), tls);
    return identified(made(Form.RELAY, BY_TOKEN, doors, setup.routes(), List.of()), tokens);
  }

  /** The native form, where tokens tell who calls. */
  static String direct(GatewaySetup setup, Path socket, Tokens tokens) {
    List<Upstream> upstreams =
        new Upstreams(ProviderUrls.NONE, Map.of())
            .of(setup.policies().stream().map(name -> policy(setup, name)).toList());
    return identified(
        made(Form.NATIVE, BY_TOKEN, NO_PORT, socket, setup.routes(), upstreams), tokens);
  }

  /** The form without a filter of Keyway's; it has one policy, of whose routes it takes one. */
  static String token(GatewaySetup setup, Route route, int relayPort) {
    Path none = setup.folder().resolve("none");
    return internal(made(Form.TOKEN, Trust.NOBODY, relayPort, none, List.of(route), List.of()));
  }

  private static String made(
      Form form,
      Trust trust,
      int relayPort,
      Path socket,
      List<Route> routes,
      List<Upstream> upstreams) {
    EnvoySetup.Doors doors = doors(relayPort, new Address.Unix(socket.toString()), null);
    return made(form, trust, doors, routes, upstreams);
  }

  private static String made(
      Form form,
      Trust trust,
      EnvoySetup.Doors doors,
      List<Route> routes,
      List<Upstream> upstreams) {
    return EnvoyConfig.of(
        new EnvoySetup(
            form,
            Shape.FULL,
            doors,
            trust,
            routes.stream().map(Generated::routed).toList(),
            new EnvoySetup.Direct(upstreams, BODY_BYTES, true)));
  }

  private static EnvoySetup.Doors doors(
      int relayPort, Address service, @Nullable TlsFiles serviceTls) {
    return new EnvoySetup.Doors(
        ANY_PORT,
        ANY_PORT,
        new Address.Tcp("127.0.0.1", relayPort),
        null,
        SECONDS,
        service,
        serviceTls,
        "/etc/ssl/certs/ca-certificates.crt");
  }

  private static Policy policy(GatewaySetup setup, String name) {
    SecretResolver secrets = SecretResolver.ofEnvironment(setup.environment()::get);
    try {
      byte[] text = Files.readAllBytes(setup.file(name));
      return switch (Keyway.policyReader(secrets, Problem.Severity.ERROR).read(name, text)) {
        case PolicyReading.Loaded(Policy policy) -> policy;
        case PolicyReading.Refused(var problems) -> throw new AssertionError(problems.toString());
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RoutedPolicy routed(Route route) {
    return new RoutedPolicy(
        route.policy(), route.prefix(), new PolicyTimes(SECONDS, SECONDS, SECONDS));
  }

  /**
   * With the filter that verifies tokens before all others. It passes them on, so that it is
   * Keyway's to keep them from providers.
   */
  private static String identified(String yaml, Tokens tokens) {
    String filter =
        """
        - name: envoy.filters.http.jwt_authn
          typed_config:
            "@type": type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication
            providers:
              %s:
                issuer: %s
                local_jwks: {inline_string: '%s'}
                payload_in_metadata: %s
                forward: true
            rules:
            - match: {prefix: /}
              requires: {requires_any: {requirements: [{provider_name: %s}, {allow_missing: {}}]}}
        """
            .formatted(JWT, Tokens.ISSUER, tokens.keySet(), JWT, JWT);
    return added(internal(yaml), "http_filters:", filter);
  }

  /** With the filter that asks a service before all others, whose answer's header is noted. */
  static String askedFirst(String yaml, int port) {
    String filter =
        """
        - name: envoy.filters.http.ext_authz
          typed_config:
            "@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz
            http_service:
              server_uri: {uri: "http://127.0.0.1:%d", cluster: authorizing, timeout: 5s}
              authorization_response: {dynamic_metadata_from_headers: {patterns: [{exact: consumer}]}}
        """
            .formatted(port);
    String cluster =
        """
        - name: authorizing
          type: STATIC
          load_assignment:
            cluster_name: authorizing
            endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: 127.0.0.1, port_value: %d}}}}]}]
        """
            .formatted(port);
    return added(added(yaml, "http_filters:", filter), "clusters:", cluster);
  }

  /**
   * With TLS, as the comment in the text says, and one certificate for everything.
   *
   * @param folder has {@code server.pem} and {@code server.key}
   */
  static String secured(String yaml, Path folder) {
    Matcher comment = Pattern.compile("(?m)^ *# transport_socket:\\n(?: *# .*\\n)+").matcher(yaml);
    if (!comment.find()) {
      throw new AssertionError("no transport_socket in a comment of:\n" + yaml);
    }
    String tls =
        comment
            .group()
            .replace("# ", "")
            .replace("server.pem", folder.resolve("server.pem").toString())
            .replace("server-key.pem", folder.resolve("server.key").toString())
            .replace("clients-ca.pem", folder.resolve("server.pem").toString());
    return yaml.substring(0, comment.start()) + tls + yaml.substring(comment.end());
  }

  /** Where Envoy believes what clients say in its own headers. */
  static String internal(String yaml) {
    return added(
        yaml,
        "use_remote_address: true",
        "internal_address_config: {cidr_ranges: [{address_prefix: 127.0.0.0, prefix_len: 8}]}\n");
  }

  /** With more behind the only line of this text, as far to the right. */
  private static String added(String yaml, String line, String more) {
    Matcher found = Pattern.compile("(?m)^( *)" + Pattern.quote(line) + "\n").matcher(yaml);
    if (!found.find()) {
      throw new AssertionError("no line \"" + line + "\" in:\n" + yaml);
    }
    String indented = more.indent(found.group(1).length());
    return yaml.substring(0, found.end()) + indented + yaml.substring(found.end());
  }
}
