package dev.keyway.envoy.config;

import dev.keyway.hostconfig.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose word on who calls counts.
 *
 * @param jwt the name under which {@code jwt_authn} puts the payload of a token it verified, or
 *     null: no token's
 * @param extAuthz whether what {@code ext_authz} notes counts
 * @param clientCertificate whether the listener validates clients' certificates, and these count
 */
public record Trust(@Nullable String jwt, boolean extAuthz, boolean clientCertificate) {

  /** Nobody's: callers have an access key or none. */
  public static final Trust NOBODY = new Trust(null, false, false);

  /** Header values have a syntax of their own in Envoy, with percent signs. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

  public Trust {
    if (jwt != null && !isName(jwt)) {
      throw new IllegalArgumentException("a name is of letters, digits, '.', '_' and '-'");
    }
  }

  /** Whether this may stand for {@code payload_in_metadata}. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Attributes that tell who calls: Envoy works them out for each request, so only what counts. */
  List<String> attributes() {
    return clientCertificate
        ? List.of(
            "connection.mtls",
            "connection.subject_peer_certificate",
            "connection.uri_san_peer_certificate",
            "connection.dns_san_peer_certificate")
        : List.of();
  }

  /** Namespaces of the metadata in which filters before Keyway's note who calls. */
  List<String> namespaces() {
    List<String> namespaces = new ArrayList<>();
    if (jwt != null) {
      namespaces.add("envoy.filters.http.jwt_authn");
    }
    if (extAuthz) {
      namespaces.add("envoy.filters.http.ext_authz");
    }
    return namespaces;
  }

  /** What the service is told of it. */
  List<Yaml> metadata() {
    List<Yaml> said = new ArrayList<>();
    if (jwt != null) {
      said.add(Metadata.entry("x-keyway-jwt", jwt));
    }
    if (extAuthz) {
      said.add(Metadata.entry("x-keyway-ext-authz", "trusted"));
    }
    if (clientCertificate) {
      said.add(Metadata.entry("x-keyway-client-certificate", "validated"));
    }
    return said;
  }
}
