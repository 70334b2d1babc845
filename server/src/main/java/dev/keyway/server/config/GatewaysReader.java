package dev.keyway.server.config;

import dev.keyway.apisix.Callers;
import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.document.Place;
import dev.keyway.envoy.EnvoyAddress;
import dev.keyway.server.config.SocketReader.Strangers;
import dev.keyway.socket.UnixSocket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code gateways}: where host gateways ask their adapters. */
final class GatewaysReader {

  private static final String UNIX = "unix:";
  private static final String ANONYMOUS_CONSUMERS = "anonymous_consumers";

  private final Section section;
  private final SocketReader sockets;

  private GatewaysReader(Section section) {
    this.section = section;
    this.sockets = new SocketReader(section);
  }

  static GatewaysConfig read(Section section) {
    return new GatewaysReader(section).gateways();
  }

  private GatewaysConfig gateways() {
    Fields gateways = section.part("gateways");
    Fields envoy = gateways.object("envoy");
    Fields kong = gateways.object("kong");
    Fields apisix = gateways.object("apisix");
    gateways.end();
    return new GatewaysConfig(
        envoy == null ? null : address(envoy),
        kong == null ? null : kong(kong),
        apisix == null ? null : apisix(apisix));
  }

  private @Nullable UnixSocket kong(Fields kong) {
    UnixSocket socket = sockets.socket(kong, "/run/keyway/kong.sock", Strangers.REFUSED);
    kong.end();
    return socket;
  }

  private @Nullable ApisixConfig apisix(Fields apisix) {
    UnixSocket socket = sockets.socket(apisix, "/run/keyway/apisix.sock", Strangers.WARNED_OF);
    Callers callers = callers(apisix);
    apisix.end();
    return socket == null ? null : new ApisixConfig(socket, callers);
  }

  private Callers callers(Fields apisix) {
    if (apisix.node(ANONYMOUS_CONSUMERS) == null) {
      return Callers.USUAL;
    }
    Set<String> names = new HashSet<>();
    for (Node.Scalar name : apisix.texts(ANONYMOUS_CONSUMERS)) {
      if (name.text().isBlank()) {
        error(
            name.place(),
            "expected the name of a consumer of APISIX's, such as anonymous; [] names none");
      }
      names.add(name.text());
    }
    return new Callers(names);
  }

  private @Nullable EnvoyAddress address(Fields envoy) {
    Node.Scalar address =
        envoy.required("address", "unix:PATH, such as unix:/run/keyway/extproc.sock, or HOST:PORT");
    boolean unix = address != null && address.text().startsWith(UNIX);
    SocketReader.Access access = sockets.access(envoy, Strangers.REFUSED);
    EnvoyAddress.Tls tls = tls(envoy);
    for (String name : List.of("mode", "group")) {
      if (address != null && !unix && envoy.has(name)) {
        error(envoy.namePlace(name), "a port has none; remove it");
      }
    }
    if (unix && envoy.has("tls")) {
      error(
          envoy.namePlace("tls"),
          "a Unix socket is guarded by its file's mode and group; remove this");
    }
    envoy.end();
    if (address == null) {
      return null;
    }
    return unix ? socket(address, access) : port(address, tls, envoy.has("tls"));
  }

  private @Nullable EnvoyAddress socket(Node.Scalar address, SocketReader.Access access) {
    UnixSocket socket =
        sockets.at(
            address,
            address.text().substring(UNIX.length()),
            "expected the path of a socket after unix:",
            access);
    return socket == null ? null : new EnvoyAddress.OnSocket(socket);
  }

  /**
   * Whoever may ask this service gets signed whatever it claims of a caller, and is given
   * providers' keys.
   */
  private @Nullable EnvoyAddress port(
      Node.Scalar text, EnvoyAddress.@Nullable Tls tls, boolean guarded) {
    HostAndPort address = section.address(text);
    if (address == null) {
      return null;
    }
    if (!guarded && !address.isLoopback()) {
      error(
          text.place(),
          address
              + " can be reached from other machines, and whoever asks there is believed: add tls: {certificate, key,"
              + " client_ca}, or use a Unix socket or 127.0.0.1");
      return null;
    }
    if (!guarded) {
      section
          .problems()
          .warning(
              text.place(),
              "every user of this machine can ask for keys there: a Unix socket lets in whom its mode and group say");
    }
    return guarded && tls == null
        ? null
        : new EnvoyAddress.Port(address.host(), address.port(), tls);
  }

  private EnvoyAddress.@Nullable Tls tls(Fields envoy) {
    Fields tls = envoy.object("tls");
    if (tls == null) {
      return null;
    }
    Path certificate =
        section.file(tls.required("certificate", "the PEM file of the service's certificate"));
    Path key = section.file(tls.required("key", "the PEM file of its private key (PKCS #8)"));
    Path clientCa =
        section.file(
            tls.required(
                "client_ca",
                "the PEM file of who signed Envoy's certificate: nobody else may ask"));
    tls.end();
    return certificate == null || key == null || clientCa == null
        ? null
        : new EnvoyAddress.Tls(certificate, key, clientCa);
  }

  private void error(Place place, String message) {
    section.problems().error(place, message);
  }
}
