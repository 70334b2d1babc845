package dev.keyway.expression;

import static com.google.common.base.Strings.emptyToNull;
import static dev.keyway.expression.ValueType.Scalar.NULLABLE_INT;
import static dev.keyway.expression.ValueType.Scalar.NULLABLE_STRING;
import static dev.keyway.expression.ValueType.Scalar.STRING;

import com.google.common.net.HostAndPort;
import dev.keyway.expression.ValueType.ListOf;
import dev.keyway.expression.ValueType.MapOf;
import dev.keyway.http.QueryString;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL or a reference in its parts (RFC 3986, appendix B). {@link java.net.URI} refuses what
 * clients do send: a bar in a path, an underscore in a host's name.
 *
 * @param raw all of it
 * @param scheme in lower case, or null
 * @param userPassword what stands before the host and an at sign, or null
 * @param hostAndPort null when it has none
 * @param rawPath as it is written; may be empty
 * @param query without its question mark, or null
 * @param fragment without its number sign, or null
 */
record ParsedUrl(
    String raw,
    @Nullable String scheme,
    @Nullable String userPassword,
    @Nullable HostAndPort hostAndPort,
    String rawPath,
    @Nullable String query,
    @Nullable String fragment) {

  /** It as expressions see it; the names are those of {@code req.url}. */
  static final FactType<ParsedUrl> TYPE =
      FactType.named("ParsedUrl", ParsedUrl.class)
          .field("scheme", NULLABLE_STRING, "in lower case", ParsedUrl::scheme)
          .field("authority", NULLABLE_STRING, "host and port", ParsedUrl::authority)
          .field("user_password", NULLABLE_STRING, "before the host", ParsedUrl::userPassword)
          .field("host", NULLABLE_STRING, "without its port", ParsedUrl::host)
          .field("port", NULLABLE_INT, "where one is written", ParsedUrl::port)
          .field("path", STRING, "decoded; may be empty", ParsedUrl::path)
          .field("raw_path", STRING, "as it is written", ParsedUrl::rawPath)
          .field("query", NULLABLE_STRING, "without its question mark", ParsedUrl::query)
          .field(
              "query_params",
              new MapOf(new ListOf(STRING)),
              "every value of each name",
              ParsedUrl::queryParams)
          .field("fragment", NULLABLE_STRING, "without its number sign", ParsedUrl::fragment)
          .field("uri", STRING, "path and query", ParsedUrl::uri)
          .field("raw", STRING, "all of it", ParsedUrl::raw)
          .build();

  private static final Pattern PARTS =
      Pattern.compile(
          "(?:([a-zA-Z][-+.a-zA-Z0-9]*):)?(?://([^/?#]*))?([^?#]*)(?:\\?([^#]*))?(?:#(.*))?",
          Pattern.DOTALL);

  private static final Pattern ESCAPES = Pattern.compile("(?:[^%]|%[0-9A-Fa-f]{2})*+");

  /**
   * The parts of a URL.
   *
   * @throws IllegalArgumentException when it is none: a port that is no number, a per cent sign
   *     without two digits, a control character
   */
  static ParsedUrl parse(String url) {
    Matcher parts = PARTS.matcher(url);
    if (!parts.matches() || url.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("no URL");
    }
    if (!ESCAPES.matcher(parts.group(3)).matches()) {
      throw new IllegalArgumentException("a path with a bad escape");
    }
    String authority = emptyToNull(parts.group(2));
    int at = authority == null ? -1 : authority.lastIndexOf('@');
    return new ParsedUrl(
        url,
        parts.group(1) == null ? null : com.google.common.base.Ascii.toLowerCase(parts.group(1)),
        authority == null || at < 0 ? null : authority.substring(0, at),
        authority == null ? null : HostAndPort.fromString(authority.substring(at + 1)),
        parts.group(3),
        parts.group(4),
        parts.group(5));
  }

  /** Whether a text is a URL that leads somewhere: a scheme and a host, and no blank. */
  static boolean isAbsolute(String text) {
    try {
      ParsedUrl parsed = parse(text);
      return parsed.scheme != null
          && parsed.host() != null
          && text.chars().noneMatch(Character::isWhitespace);
    } catch (IllegalArgumentException none) {
      return false;
    }
  }

  private @Nullable String authority() {
    return hostAndPort == null ? null : hostAndPort.toString();
  }

  private @Nullable String host() {
    return hostAndPort == null ? null : emptyToNull(hostAndPort.getHost());
  }

  private @Nullable Long port() {
    return hostAndPort == null || !hostAndPort.hasPort() ? null : (long) hostAndPort.getPort();
  }

  /** A plus sign stands for itself in a path. */
  private String path() {
    return URLDecoder.decode(rawPath.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private Map<String, List<String>> queryParams() {
    return query == null ? Map.of() : QueryString.parse(query);
  }

  private String uri() {
    return query == null ? rawPath : rawPath + "?" + query;
  }

  /** Prints nothing: a URL may hold a password. */
  @Override
  public String toString() {
    return "ParsedUrl";
  }
}
