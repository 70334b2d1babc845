package dev.keyway.server.apisix;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.keyway.server.gateway.AttachedGateway;
import dev.keyway.server.gateway.RunningKeyway;
import dev.keyway.testkit.Consumer;
import dev.keyway.testkit.GatewaySetup;
import dev.keyway.testkit.apisix.ApisixFront;
import dev.keyway.testkit.apisix.ApisixVersion;
import dev.keyway.testkit.apisix.PeerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * APISIX's peer with Keyway behind it.
 *
 * @param front the gateway
 * @param keyway what it asks, and what its routes lead to
 */
record ApisixGateway(GatewaySetup setup, ApisixFront front, RunningKeyway keyway)
    implements AttachedGateway {

  /** Both. */
  static ApisixGateway start(
      GatewaySetup setup, ApisixVersion version, PeerSettings settings, ApisixForm form)
      throws Exception {
    RunningKeyway keyway = form.start(setup, socket(setup));
    try {
      if (!ApisixFront.canStart()) {
        missing();
      }
      ApisixFront.Place place =
          new ApisixFront.Place(socket(setup), keyway.relay(), setup.folder());
      String apisixYaml = new Declared(version).apisixYaml(setup);
      return new ApisixGateway(
          setup, ApisixFront.start(apisixYaml, place, version, settings), keyway);
    } catch (RuntimeException | Error e) {
      keyway.close();
      throw e;
    }
  }

  private static void missing() {
    String needed = "needs nginx, which APISIX is made of: apt-get install nginx";
    if (Boolean.parseBoolean(System.getenv("CI"))) {
      fail(needed);
    }
    abort(needed);
  }

  /** Where APISIX asks. */
  static Path socket(GatewaySetup setup) {
    return setup.folder().resolve("apisix.sock");
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

  /** What APISIX, its authentication plugins, and its nginx tell upstream. */
  @Override
  public Map<String, String> internalHeaders() {
    Map<String, String> headers = new HashMap<>();
    headers.put("x-consumer-username", "paul");
    headers.put("x-consumer-custom-id", "paul");
    headers.put("x-credential-identifier", "paul");
    headers.put("x-anonymous-consumer", "true");
    headers.put("x-userinfo", "paul");
    headers.put("x-forwarded-prefix", "/teams/search");
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
