package dev.keyway.server.config;

import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.document.Place;
import dev.keyway.envoy.EnvoyAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code gateways}: where host gateways ask their adapters. */
final class GatewaysReader {

  private static final String UNIX = "unix:";

  /** Octal digits as chmod takes them, the leading zero optional. */
  private static final String MODE = "0?[0-7]{3}";

  private static final int OTHERS_WRITE = 02;

  private static final String DEFAULT_MODE = "0660";

  private final Section section;

  private GatewaysReader(Section section) {
    this.section = section;
  }

  /** Where Envoy asks, or null: nowhere. */
  static @Nullable EnvoyAddress envoy(Section section) {
    Fields gateways = section.part("gateways");
    for (String other : List.of("kong", "apisix")) {
      if (gateways.has(other)) {
        section.later(gateways.namePlace(other), "the socket of this gateway is");
      }
    }
    Fields envoy = gateways.object("envoy");
    gateways.end();
    return envoy == null ? null : new GatewaysReader(section).address(envoy);
  }

  private @Nullable EnvoyAddress address(Fields envoy) {
    Node.Scalar address =
        envoy.required("address", "unix:PATH, such as unix:/run/keyway/extproc.sock, or HOST:PORT");
    boolean unix = address != null && address.text().startsWith(UNIX);
    Set<PosixFilePermission> mode = mode(envoy.scalar("mode"));
    String group = envoy.text("group");
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
    return unix ? socket(address, mode, group) : port(address, tls, envoy.has("tls"));
  }

  private @Nullable EnvoyAddress socket(
      Node.Scalar address, Set<PosixFilePermission> mode, @Nullable String group) {
    String path = address.text().substring(UNIX.length());
    try {
      if (!path.isBlank()) {
        return new EnvoyAddress.UnixSocket(section.folder().resolve(path), mode, group);
      }
    } catch (InvalidPathException e) {
      // Told below.
    }
    error(address.place(), "expected the path of a socket after unix:");
    return null;
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

  private Set<PosixFilePermission> mode(Node.@Nullable Scalar text) {
    String digits = text == null ? DEFAULT_MODE : text.text();
    if (!digits.matches(MODE)) {
      if (text != null) {
        error(text.place(), "expected a file's mode as chmod takes it, in quotes: \"0660\"");
      }
      return Set.of();
    }
    int bits = Integer.parseInt(digits, 8);
    if (text != null && (bits & OTHERS_WRITE) != 0) {
      error(
          text.place(),
          "every user of this machine could ask for keys there; let Envoy's in by its group: mode: \"0660\" and group:");
    }
    Set<PosixFilePermission> mode = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int i = 0; i < all.length; i++) {
      if ((bits & (1 << (all.length - 1 - i))) != 0) {
        mode.add(all[i]);
      }
    }
    return mode;
  }

  private void error(Place place, String message) {
    section.problems().error(place, message);
  }
}
