package dev.keyway.secret.sealed;

import org.jspecify.annotations.Nullable;

/** What a secret may be called in a sealed vault. */
public final class SecretName {

  private static final int LONGEST = 200;

  private SecretName() {}

  /**
   * Why no secret can bear this name, as the end of a sentence that begins with it; null when one
   * can.
   */
  public static @Nullable String flaw(String name) {
    if (name.isEmpty() || name.length() > LONGEST) {
      return "can't be a name in a sealed vault, which has 1 to " + LONGEST + " characters";
    }
    return name.codePoints().allMatch(SecretName::fits)
        ? null
        : "can't be a name in a sealed vault: a name there has no blanks and no control characters";
  }

  private static boolean fits(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
