package dev.keyway.facts;

import static java.util.Comparator.comparingInt;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A cookie that an answer sets (RFC 6265, section 4.1).
 *
 * @param attributes its attributes by lower-case names; one without a value has an empty one
 * @param unparsed those that no standard names, as they are spelt
 */
record SetCookie(Cookie cookie, Map<String, String> attributes, Map<String, String> unparsed) {

  private static final Set<String> KNOWN =
      Set.of("domain", "expires", "httponly", "max-age", "path", "samesite", "secure");

  /** Those of {@code Set-Cookie} headers; of one name, those with the longest path first. */
  static Map<String, List<SetCookie>> in(List<String> headers) {
    Map<String, List<SetCookie>> cookies = new LinkedHashMap<>();
    for (String header : headers) {
      List<String> parts = Texts.parts(List.of(header), ";");
      int equals = parts.isEmpty() ? 0 : parts.getFirst().indexOf('=');
      if (equals > 0) {
        SetCookie cookie = of(Cookie.of(parts.getFirst(), equals), parts.subList(1, parts.size()));
        cookies.computeIfAbsent(cookie.name(), any -> new ArrayList<>(1)).add(cookie);
      }
    }
    cookies.values().forEach(same -> same.sort(comparingInt(each -> -length(each.path()))));
    return cookies;
  }

  private static int length(@Nullable String path) {
    return path == null ? 0 : path.length();
  }

  private static SetCookie of(Cookie cookie, List<String> parts) {
    Map<String, String> attributes = new LinkedHashMap<>();
    Map<String, String> unparsed = new LinkedHashMap<>();
    for (String part : parts) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals).strip();
      String value = equals < 0 ? "" : part.substring(equals + 1).strip();
      String lower = name.toLowerCase(Locale.ROOT);
      if (KNOWN.contains(lower)) {
        attributes.put(lower, value);
      } else {
        unparsed.put(name, value);
      }
    }
    return new SetCookie(cookie, attributes, unparsed);
  }

  String name() {
    return cookie.name();
  }

  String value() {
    return cookie.value();
  }

  @Nullable String domain() {
    return attributes.get("domain");
  }

  @Nullable String path() {
    return attributes.get("path");
  }

  @Nullable String sameSite() {
    return attributes.get("samesite");
  }

  boolean httpOnly() {
    return attributes.containsKey("httponly");
  }

  boolean secure() {
    return attributes.containsKey("secure");
  }

  /** Null when it has none, or none that is a number of seconds. */
  @Nullable Duration maxAge() {
    String seconds = attributes.get("max-age");
    return seconds != null && seconds.matches("-?[0-9]{1,10}")
        ? Duration.ofSeconds(Long.parseLong(seconds))
        : null;
  }

  /** Null when it has none, or none that is a date. Old servers write dashes in it. */
  @Nullable Instant expires() {
    String date = attributes.get("expires");
    if (date == null) {
      return null;
    }
    try {
      return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.replace('-', ' ')));
    } catch (DateTimeException unreadable) {
      return null;
    }
  }

  /** Its value may be a session. */
  @Override
  public String toString() {
    return "SetCookie[" + name() + "]";
  }
}
