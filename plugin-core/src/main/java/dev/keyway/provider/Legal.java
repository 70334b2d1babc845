package dev.keyway.provider;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Makes what clients send in a query legal in a URL (RFC 3986, section 3.4), and leaves the rest as
 * it is.
 */
final class Legal {

  private static final String ALLOWED = "-._~!$&'()*+,;=:@/?[]";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Legal() {}

  static String query(String raw) {
    StringBuilder legal = null;
    byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      boolean kept = isAllowed(bytes[i]) || isEscape(bytes, i);
      if (!kept && legal == null) {
        legal = new StringBuilder(raw.length() + 8);
        legal.append(new String(bytes, 0, i, StandardCharsets.US_ASCII));
      }
      if (legal != null) {
        if (kept) {
          legal.append((char) bytes[i]);
        } else {
          legal.append('%').append(HEX.toHexDigits(bytes[i]));
        }
      }
    }
    return legal == null ? raw : legal.toString();
  }

  private static boolean isAllowed(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || ALLOWED.indexOf(b) >= 0;
  }

  private static boolean isEscape(byte[] bytes, int at) {
    return bytes[at] == '%'
        && at + 2 < bytes.length
        && HexFormat.isHexDigit(bytes[at + 1])
        && HexFormat.isHexDigit(bytes[at + 2]);
  }
}
