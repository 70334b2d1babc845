package dev.keyway.server.kong;

import dev.keyway.testkit.Consumer;
import dev.keyway.testkit.GatewaySetup;
import dev.keyway.testkit.Route;
import dev.keyway.testkit.kong.JsonWebToken;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Configurations of Kong. Consumers are known by a key; on the route of the policy that reads
 * claims by a token. Somebody without is the consumer {@code nobody}, as plugins of Kong have it
 * with {@code anonymous}: who may call is the policy's to say.
 */
final class Declared {

  /** The policy that reads claims. */
  private static final String READS_CLAIMS = "plans";

  /** Keyway takes the prefix off where Kong leaves it on. */
  private static final String NOT_STRIPPED = "teams";

  private Declared() {}

  /** A {@code kong.yml} for a setup. */
  static String kongYml(GatewaySetup setup) {
    return kongYml(setup.routes(), setup.consumers());
  }

  /** The same, with these routes. */
  static String kongYml(List<Route> routes, List<Consumer> consumers) {
    return """
    _format_version: "3.0"
    services:
      - name: keyway
        host: relay.example
        port: 8710
        routes:
    %s
    consumers:
      - {username: nobody}
    %s
    """
        .formatted(
            routes.stream().map(Declared::route).collect(Collectors.joining()),
            consumers.stream().map(Declared::consumer).collect(Collectors.joining()));
  }

  private static String route(Route route) {
    boolean everywhere = route.prefix().isEmpty();
    boolean claims = route.policy().equals(READS_CLAIMS);
    return """
          - name: %s
            id: %s
            paths: ["%s"]
            strip_path: %s
            plugins:
              - {name: %s, config: {anonymous: nobody}}
              - {name: keyway, config: {policy: %s, jwt_claims: %b%s}}
    """
        .formatted(
            route.id() + route.prefix().replace('/', '-'),
            id(route),
            everywhere ? "/" : route.prefix(),
            !route.id().equals(NOT_STRIPPED),
            claims ? "jwt" : "key-auth",
            route.policy(),
            claims,
            everywhere ? "" : ", prefix: " + route.prefix());
  }

  /** Kong's ids are UUIDs. */
  static String id(Route route) {
    String name = route.id() + route.prefix();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static String consumer(Consumer consumer) {
    return """
      - username: %1$s
        tags: [%2$s]
        keyauth_credentials: [{key: %3$s}]
        jwt_secrets: [{key: %1$s, secret: %4$s}]
    """
        .formatted(
            consumer.name(), String.join(", ", consumer.groups()), key(consumer), secret(consumer));
  }

  private static String key(Consumer consumer) {
    return "key-of-" + consumer.name();
  }

  private static String secret(Consumer consumer) {
    return "a-secret-that-signs-tokens-of-" + consumer.name();
  }

  /** What a consumer sends: on each route one of both counts. */
  static Map<String, String> credential(Consumer consumer) {
    String token = JsonWebToken.signed(consumer.name(), secret(consumer), consumer.claims());
    return Map.of("apikey", key(consumer), "authorization", "Bearer " + token);
  }
}
