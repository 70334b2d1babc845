package dev.keyway.envoy;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.keyway.access.Caller;
import dev.keyway.envoy.FilterSettings.Trust;
import dev.keyway.envoy.wire.ProcessingRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, as Envoy says it: what {@code ext_authz} noted, else the token that {@code jwt_authn}
 * verified, else the client's certificate; each only where the configuration {@linkplain Trust
 * trusts} it. Otherwise nobody vouches for the caller.
 */
final class Vouched {

  private static final String EXT_AUTHZ = "envoy.filters.http.ext_authz";
  private static final String JWT_AUTHN = "envoy.filters.http.jwt_authn";

  private Vouched() {}

  static Caller caller(ProcessingRequest request, Attributes attributes, FilterSettings settings) {
    Trust trust = settings.trust();
    String address = address(attributes, settings.filledIn().address());
    return Stream.of(
            trust.extAuthz() ? authorized(noted(request, EXT_AUTHZ), address) : null,
            trust.jwt() == null
                ? null
                : token(struct(noted(request, JWT_AUTHN), trust.jwt()), address),
            trust.certificate() ? certificate(attributes, address) : null)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(Caller.unknown(address));
  }

  private static @Nullable Caller authorized(Struct noted, @Nullable String address) {
    String consumer = Plain.text(noted, "consumer");
    return consumer == null
        ? null
        : new Caller(
            Caller.Voucher.HOST,
            consumer,
            Plain.text(noted, "username"),
            listOrNone(noted, "groups"),
            Plain.text(noted, "credential_id"),
            Plain.map(struct(noted, "claims")),
            address,
            limits(noted, "providers"),
            limits(noted, "models"));
  }

  /** RFC 7519, section 4.1.2: the subject is who the token speaks for. */
  private static @Nullable Caller token(Struct payload, @Nullable String address) {
    String subject = Plain.text(payload, "sub");
    return subject == null
        ? null
        : new Caller(
            Caller.Voucher.HOST,
            subject,
            Plain.text(payload, "preferred_username"),
            listOrNone(payload, "groups"),
            Plain.text(payload, "jti"),
            Plain.map(payload),
            address,
            null,
            null);
  }

  private static @Nullable Caller certificate(Attributes attributes, @Nullable String address) {
    String subject =
        Stream.of("uri_san", "dns_san", "subject")
            .map(name -> attributes.text("connection." + name + "_peer_certificate"))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    return subject == null || !attributes.flag("connection.mtls")
        ? null
        : new Caller(
            Caller.Voucher.HOST, subject, null, List.of(), null, Map.of(), address, null, null);
  }

  private static List<String> listOrNone(Struct struct, String name) {
    return Objects.requireNonNullElse(Plain.texts(struct, name), List.of());
  }

  /** A limit that is there and can't be read lets nothing through. */
  private static @Nullable List<String> limits(Struct struct, String name) {
    return struct.containsFields(name) ? listOrNone(struct, name) : null;
  }

  private static Struct noted(ProcessingRequest request, String filter) {
    return request
        .getMetadataContext()
        .getFilterMetadataOrDefault(filter, Struct.getDefaultInstance());
  }

  private static Struct struct(Struct struct, String name) {
    Value value = struct.getFieldsMap().get(name);
    return value == null ? Struct.getDefaultInstance() : value.getStructValue();
  }

  private static @Nullable String address(Attributes attributes, @Nullable String filledIn) {
    return filledIn == null
        ? withoutPort(attributes.text("source.address"))
        : isSocket(filledIn) ? null : filledIn;
  }

  private static boolean isSocket(String address) {
    return address.startsWith("/") || address.startsWith("@");
  }

  /** {@code 10.0.0.7:52100} and {@code [::1]:52100} without the port; of a Unix socket nothing. */
  private static @Nullable String withoutPort(@Nullable String withPort) {
    int colon = withPort == null ? -1 : withPort.lastIndexOf(':');
    if (withPort == null || colon <= 0 || isSocket(withPort)) {
      return null;
    }
    String host = withPort.substring(0, colon);
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
