package dev.keyway.scripted;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One header field as it stands on the wire. {@link #toString()} hides the value of fields that
 * carry credentials.
 *
 * @param name in the spelling of whoever sent it
 * @param value without the spaces around it
 */
public record Header(String name, String value) {

  private static final Set<String> CREDENTIALS =
      Set.of(
          "authorization",
          "proxy-authorization",
          "x-api-key",
          "api-key",
          "x-goog-api-key",
          "cookie");

  /** The value of the first field of this name in any spelling, or null. */
  static @Nullable String first(List<Header> headers, String name) {
    for (Header header : headers) {
      if (header.name.equalsIgnoreCase(name)) {
        return header.value;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return name + ": " + (CREDENTIALS.contains(name.toLowerCase(Locale.ROOT)) ? "***" : value);
  }
}
