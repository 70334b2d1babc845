package dev.keyway.http;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Makes a text legal in a URL (RFC 3986): what may not stand there is written as its bytes, such as
 * {@code %20}, and so is a percent sign that escapes nothing. The rest stays as it is.
 */
public final class LegalUrl {

  /** Within a path (section 3.3), and nearly so within a query (3.4). */
  private static final String ALLOWED = "-._~!$&'()*+,;=:@/?[]";

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private LegalUrl() {}

  /** A raw query: a {@code #} would end it, so it is escaped. */
  public static String query(String raw) {
    return legal(raw, ALLOWED);
  }

  /** A whole URL, or a part of one that may have a fragment. */
  public static String reference(String raw) {
    return legal(raw, ALLOWED + "#");
  }

  private static String legal(String raw, String allowed) {
    StringBuilder legal = null;
    byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      boolean kept = isAllowed(bytes[i], allowed) || isEscape(bytes, i);
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

  private static boolean isAllowed(byte b, String others) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || others.indexOf(b) >= 0;
  }

  private static boolean isEscape(byte[] bytes, int at) {
    return bytes[at] == '%'
        && at + 2 < bytes.length
        && HexFormat.isHexDigit(bytes[at + 1])
        && HexFormat.isHexDigit(bytes[at + 2]);
  }
}
