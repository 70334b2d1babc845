package dev.keyway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.net.PercentEscaper;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The query of a URL as names with values: pairs between ampersands, percent-encoded as UTF-8, a
 * plus sign for a blank (the WHATWG's {@code application/x-www-form-urlencoded}).
 */
public final class QueryString {

  /** What RFC 3986, section 3.4, lets a query hold. */
  private static final Pattern CHARACTERS =
      Pattern.compile("(?:[-A-Za-z0-9._~!$&'()*+,;:@/?=]|%[0-9A-Fa-f]{2})*+");

  /** All but letters, digits and what RFC 3986 calls unreserved; a plus sign for a blank. */
  private static final PercentEscaper ESCAPER = new PercentEscaper("-_.~", true);

  private QueryString() {}

  /**
   * Its names in their order, each with all of its values. What is badly encoded stays as it is, as
   * it would in a client's request.
   */
  public static Map<String, List<String>> parse(String query) {
    return parse(query, QueryString::unescapedOrRaw);
  }

  /**
   * The same.
   *
   * @throws IllegalArgumentException when something is badly encoded
   */
  public static Map<String, List<String>> parseStrictly(String query) {
    return parse(query, QueryString::unescape);
  }

  private static Map<String, List<String>> parse(String query, UnaryOperator<String> unescape) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        values
            .computeIfAbsent(unescape.apply(name), any -> new ArrayList<>(1))
            .add(unescape.apply(value));
      }
    }
    return values;
  }

  /** The text that was escaped; what is badly encoded stays as it is. */
  public static String unescapedOrRaw(String text) {
    try {
      return unescape(text);
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }

  /** Whether a text could be a query: nothing but what one may hold, and a name with its value. */
  public static boolean isValid(String text) {
    return text.indexOf('=') >= 0 && CHARACTERS.matcher(text).matches();
  }

  /** A text as a name or a value in a query: {@code a b/c} as {@code a+b%2Fc}. */
  public static String escape(String text) {
    return ESCAPER.escape(text);
  }

  /**
   * The text that was escaped.
   *
   * @throws IllegalArgumentException when a per cent sign stands before anything but two
   *     hexadecimal digits
   */
  public static String unescape(String text) {
    return URLDecoder.decode(text, UTF_8);
  }
}
