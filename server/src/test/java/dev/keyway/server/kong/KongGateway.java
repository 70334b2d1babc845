package dev.keyway.server.kong;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.keyway.server.daemon.StartException;
import dev.keyway.server.gateway.AttachedGateway;
import dev.keyway.server.gateway.InProcessKeyway;
import dev.keyway.testkit.Consumer;
import dev.keyway.testkit.GatewaySetup;
import dev.keyway.testkit.kong.KongFront;
import dev.keyway.testkit.kong.KongVersion;
import dev.keyway.testkit.kong.PeerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Kong's peer with Keyway behind it.
 *
 * @param front the gateway
 * @param keyway what its routes lead to
 */
record KongGateway(GatewaySetup setup, KongFront front, InProcessKeyway keyway)
    implements AttachedGateway {

  /** What the daemon listens at for Kong's requests. */
  static final String LISTENER = "listeners: [{kind: gateway, address: '127.0.0.1:0'}]\n";

  /** Both, in one daemon, which Kong has seen when it needs to. */
  static KongGateway start(GatewaySetup setup, KongVersion version, PeerSettings settings)
      throws StartException {
    KongGateway gateway =
        attached(setup, InProcessKeyway.start(setup, LISTENER + plugin(setup)), version, settings);
    gateway.front.peer().awaitReady();
    return gateway;
  }

  /** Kong before a relay; whose socket it asks is another's concern. */
  static KongGateway attached(
      GatewaySetup setup, InProcessKeyway keyway, KongVersion version, PeerSettings settings) {
    try {
      if (!KongFront.canStart()) {
        missing();
      }
      KongFront.Place place = new KongFront.Place(socket(setup), keyway.relay(), setup.folder());
      KongFront front = KongFront.start(Declared.kongYml(setup), place, version, settings);
      return new KongGateway(setup, front, keyway);
    } catch (RuntimeException | Error e) {
      keyway.close();
      throw e;
    }
  }

  private static void missing() {
    String needed = "needs nginx, which Kong is made of: apt-get install nginx";
    if (Boolean.parseBoolean(System.getenv("CI"))) {
      fail(needed);
    }
    abort(needed);
  }

  /** The daemon's plugin server. */
  static String plugin(GatewaySetup setup) {
    return "gateways: {kong: {socket: '%s'}}\n".formatted(socket(setup));
  }

  /** Where Kong asks. */
  static Path socket(GatewaySetup setup) {
    return setup.folder().resolve("kong.sock");
  }

  @Override
  public URI url() {
    return front.url();
  }

  @Override
  public Map<String, String> credential(Consumer consumer) {
    return Declared.credential(consumer);
  }

  @Override
  public Optional<URI> relay() {
    return Optional.of(keyway.relay());
  }

  @Override
  public String route(String id) {
    return setup.routes().stream()
        .filter(route -> route.id().equals(id))
        .map(Declared::id)
        .findFirst()
        .orElseThrow();
  }

  /** What Kong, its authentication plugins of all versions, and its nginx tell upstream. */
  @Override
  public Map<String, String> internalHeaders() {
    Map<String, String> headers = new HashMap<>();
    headers.put("x-consumer-id", "9c0b2a7e-6f4d-4a3b-8c2d-1e0f9a8b7c6d");
    headers.put("x-consumer-custom-id", "paul");
    headers.put("x-consumer-username", "paul");
    headers.put("x-consumer-groups", "support");
    headers.put("x-credential-identifier", "paul");
    headers.put("x-credential-username", "paul");
    headers.put("x-authenticated-groups", "support");
    headers.put("x-authenticated-userid", "paul");
    headers.put("x-authenticated-scope", "all");
    headers.put("x-anonymous-consumer", "true");
    headers.put("x-forwarded-prefix", "/teams/search");
    headers.put("x-forwarded-path", "/teams/search/v1/chat/completions");
    return headers;
  }

  @Override
  public void close() {
    try {
      front.close();
    } finally {
      keyway.close();
    }
  }
}
