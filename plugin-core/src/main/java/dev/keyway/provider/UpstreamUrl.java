package dev.keyway.provider;

import dev.keyway.catalogue.AuthStyle;
import dev.keyway.http.LegalUrl;
import dev.keyway.request.Surface;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The URL of one attempt. The client's path less {@code /v1} follows the base URL's; a base URL
 * without a path gets the whole of it. Of the query, the base URL's own parameters count most, then
 * what the policy adds, then what the client sent.
 */
final class UpstreamUrl {

  private UpstreamUrl() {}

  /** The URL of a request that adds nothing to it. */
  static URI plain(URI base, Surface surface) {
    return written(base, surface, joined(Parameter.all(base.getRawQuery())));
  }

  static URI of(
      URI base,
      Surface surface,
      ClientQuery client,
      Map<String, String> added,
      Credential credential) {
    return written(base, surface, query(base.getRawQuery(), client, added, credential));
  }

  private static URI written(URI base, Surface surface, String query) {
    return URI.create(
        base.getScheme()
            + "://"
            + server(base.getRawAuthority())
            + path(base.getRawPath(), surface)
            + (query.isEmpty() ? "" : "?" + query));
  }

  private static String path(@Nullable String basePath, Surface surface) {
    String path = basePath == null ? "" : withoutSlashes(basePath);
    return path.isEmpty() ? surface.path() : path + surface.upstreamPath();
  }

  private static String withoutSlashes(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  /** Host and port, without a user's name and password: what stands in a URL lands in logs. */
  private static String server(String authority) {
    return authority.substring(authority.lastIndexOf('@') + 1);
  }

  private static String query(
      @Nullable String base, ClientQuery client, Map<String, String> added, Credential credential) {
    List<Parameter> parameters = new ArrayList<>(Parameter.all(base));
    added.forEach((name, value) -> {
      parameters.removeIf(parameter -> parameter.name().equals(name));
      parameters.add(Parameter.of(name, value));
    });
    Set<String> ours = new HashSet<>();
    parameters.forEach(parameter -> ours.add(parameter.name()));
    for (Parameter parameter : Parameter.all(client.raw())) {
      if (!ours.contains(parameter.name()) && !client.staysHere(parameter.lowerCaseName())) {
        parameters.add(parameter);
      }
    }
    if (credential.style().kind() == AuthStyle.Kind.QUERY) {
      place(credential, parameters);
    }
    return joined(parameters);
  }

  private static String joined(List<Parameter> parameters) {
    StringJoiner query = new StringJoiner("&");
    parameters.forEach(parameter -> query.add(parameter.raw()));
    return query.toString();
  }

  private static void place(Credential credential, List<Parameter> parameters) {
    String name = credential.style().name();
    parameters.removeIf(parameter -> parameter.name().equalsIgnoreCase(name));
    String key = credential.onTheWire();
    if (key != null) {
      parameters.add(Parameter.of(name, key));
    }
  }

  /**
   * What the client sent.
   *
   * @param raw the query without its question mark, or null
   * @param keyNames where the policy's providers look for keys, lower case
   */
  record ClientQuery(@Nullable String raw, Set<String> keyNames) {

    /** Whether a parameter holds, or may hold, a credential. */
    boolean staysHere(String lowerCaseName) {
      return keyNames.contains(lowerCaseName) || NameList.QUERY.holds(lowerCaseName);
    }

    /** Prints nothing: a query may hold a key. */
    @Override
    public String toString() {
      return "ClientQuery";
    }
  }

  /**
   * One parameter of a query.
   *
   * @param name its name, decoded
   * @param raw name and value as they stand in a URL
   */
  private record Parameter(String name, String raw) {

    static Parameter of(String name, String value) {
      return new Parameter(name, encoded(name) + "=" + encoded(value));
    }

    static List<Parameter> all(@Nullable String query) {
      List<Parameter> parameters = new ArrayList<>();
      if (query != null) {
        for (String pair : query.split("&", -1)) {
          if (!pair.isEmpty()) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            parameters.add(new Parameter(decoded(name), LegalUrl.query(pair)));
          }
        }
      }
      return parameters;
    }

    String lowerCaseName() {
      return name.toLowerCase(Locale.ROOT);
    }

    /** Blanks as {@code %20}, which every server reads, not as {@code +}. */
    private static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decoded(String name) {
      return URLDecoder.decode(LegalUrl.query(name), StandardCharsets.UTF_8);
    }
  }
}
