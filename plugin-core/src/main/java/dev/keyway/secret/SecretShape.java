package dev.keyway.secret;

import org.jspecify.annotations.Nullable;

/** What a secret must look like to stand in a header. */
public final class SecretShape {

  private SecretShape() {}

  /**
   * What is wrong with the value, as the end of a sentence that begins with its name; null when
   * nothing is. Says what kind of character is wrong, never which characters the value holds.
   */
  public static @Nullable String flaw(Secret secret) {
    String value = secret.reveal();
    if (value.isEmpty()) {
      return "is empty";
    }
    if (value.endsWith("\n") || value.endsWith("\r")) {
      return "ends with a line break: store it without one (printf '%s' rather than echo)";
    }
    if (value.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      return "holds a control character (a line break, a tab), which can't stand in a header: store it anew";
    }
    if (value.chars().anyMatch(c -> c > 0x7f)) {
      return "holds a character outside ASCII, which can't stand in a header: copy it anew from where it was issued";
    }
    if (value.contains("${")) {
      return "holds a reference (${…}) where the secret itself is expected: it would be sent as it stands";
    }
    return null;
  }
}
