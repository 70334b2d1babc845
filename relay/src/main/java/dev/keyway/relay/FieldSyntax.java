package dev.keyway.relay;

import dev.keyway.http.Headers;

/**
 * Whether header fields may go on a wire (RFC 9110, sections 5.1 and 5.5). The library refuses
 * others from clients, but writes whatever it is given to providers, where a line break would begin
 * a new field, or a new request.
 */
final class FieldSyntax {

  private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

  private FieldSyntax() {}

  /** Whether all of them may. */
  static boolean legal(Headers headers) {
    return headers.all((name, value) -> isToken(name) && isText(value));
  }

  private static boolean isToken(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isAlphanumeric(c) && TOKEN_SIGNS.indexOf(c) < 0) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** Anything but control characters, tabs excepted, as far as a field's bytes reach. */
  private static boolean isText(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
        return false;
      }
    }
    return true;
  }
}
