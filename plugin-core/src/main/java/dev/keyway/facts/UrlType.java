package dev.keyway.facts;

import dev.keyway.expression.FactType;
import dev.keyway.expression.ValueType.ListOf;
import dev.keyway.expression.ValueType.MapOf;
import dev.keyway.expression.ValueType.Scalar;
import dev.keyway.http.QueryString;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code req.url} and {@code endpoint}: the URL as the client meant it, put together of the scheme,
 * the {@code Host} header and the target of the request. Nothing of it is normalized: what a rule
 * sees is what is routed.
 */
final class UrlType {

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  static final FactType<HeadFacts> URL =
      FactType.named("Url", HeadFacts.class)
          .asText("the full URL", UrlType::full)
          .field(
              "authority", Scalar.NULLABLE_STRING, "host and port as written", UrlType::authority)
          .field("host", Scalar.NULLABLE_STRING, "the host alone", of(Authority::host))
          .field("path", Scalar.STRING, "the path, as it was sent", HeadFacts::path)
          .field("port", Scalar.NULLABLE_INT, "where it is written", of(Authority::port))
          .field("query", Scalar.NULLABLE_STRING, "without its question mark", HeadFacts::query)
          .field(
              "query_params",
              new MapOf(new ListOf(Scalar.STRING)),
              "its parameters, decoded, every value of each",
              UrlType::parameters)
          .field("raw", Scalar.STRING, "the full URL", UrlType::full)
          .field("raw_path", Scalar.STRING, "the path, as it was sent", HeadFacts::path)
          .field(
              "scheme",
              Scalar.STRING,
              "`http` or `https`; behind a host gateway, what its `x-forwarded-proto` says",
              head -> head.connection().scheme())
          .field("uri", Scalar.STRING, "path and query", UrlType::uri)
          .build();

  static final FactType<HeadFacts> ENDPOINT =
      FactType.named("Endpoint", HeadFacts.class)
          .field(
              "addr",
              Scalar.NULLABLE_STRING,
              "host and port; the scheme's own port where none is written",
              UrlType::address)
          .field("host", Scalar.NULLABLE_STRING, "the host alone", of(Authority::host))
          .field(
              "port", Scalar.NULLABLE_INT, "the scheme's own where none is written", UrlType::port)
          .field(
              "protocol",
              Scalar.STRING,
              "`http` or `https`, as `req.url.scheme`",
              head -> head.connection().scheme())
          .field("url", Scalar.NULLABLE_STRING, "scheme, host and port", UrlType::origin)
          .build();

  private UrlType() {}

  private static Function<HeadFacts, @Nullable Object> of(
      Function<Authority, @Nullable Object> part) {
    return head -> {
      Authority authority = Authority.of(head.headers());
      return authority == null ? null : part.apply(authority);
    };
  }

  private static @Nullable String authority(HeadFacts head) {
    Authority authority = Authority.of(head.headers());
    return authority == null ? null : authority.text();
  }

  private static @Nullable String origin(HeadFacts head) {
    String authority = authority(head);
    return authority == null ? null : head.connection().scheme() + "://" + authority;
  }

  /** A client of HTTP/1.0 need not say the host; the target is then all there is. */
  private static String full(HeadFacts head) {
    String origin = origin(head);
    return origin == null ? uri(head) : origin + uri(head);
  }

  private static String uri(HeadFacts head) {
    return head.query() == null ? head.path() : head.path() + "?" + head.query();
  }

  private static Map<String, List<String>> parameters(HeadFacts head) {
    return head.query() == null ? Map.of() : QueryString.parse(head.query());
  }

  private static @Nullable String address(HeadFacts head) {
    Authority authority = Authority.of(head.headers());
    if (authority == null) {
      return null;
    }
    return authority.port() == null
        ? authority.text() + ":" + port(head, authority)
        : authority.text();
  }

  private static @Nullable Integer port(HeadFacts head) {
    Authority authority = Authority.of(head.headers());
    return authority == null ? null : Integer.valueOf(port(head, authority));
  }

  private static int port(HeadFacts head, Authority authority) {
    Integer written = authority.port();
    if (written != null) {
      return written;
    }
    return head.connection().scheme().equals("https") ? HTTPS : HTTP;
  }
}
