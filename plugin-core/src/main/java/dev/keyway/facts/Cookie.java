package dev.keyway.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A cookie that a client sends (RFC 6265, section 4.2). */
record Cookie(String name, String value) {

  /** Those of {@code Cookie} headers, every one of a name in order. */
  static Map<String, List<Cookie>> sent(List<String> headers) {
    Map<String, List<Cookie>> cookies = new LinkedHashMap<>();
    for (String pair : Texts.parts(headers, ";")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        Cookie cookie = of(pair, equals);
        cookies.computeIfAbsent(cookie.name, any -> new ArrayList<>(1)).add(cookie);
      }
    }
    return cookies;
  }

  /** What stands on both sides of the equals sign. */
  static Cookie of(String pair, int equals) {
    return new Cookie(
        pair.substring(0, equals).strip(), Texts.unquoted(pair.substring(equals + 1).strip()));
  }

  /** Its value may be a session. */
  @Override
  public String toString() {
    return "Cookie[" + name + "]";
  }
}
