package dev.keyway.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The value of a secret. It prints as a mask, is no record, and is not serialisable: {@link
 * #reveal()} is the only way to the text, so that every place which needs it can be found by name.
 */
public final class Secret {

  /** Transient so that serialisers told to read fields leave it out too. */
  private final transient String value;

  private Secret(String value) {
    this.value = value;
  }

  /** A secret of this text. */
  public static Secret of(String value) {
    return new Secret(value);
  }

  /** The text itself. Call it only where it goes onto the wire or into a hash. */
  public String reveal() {
    return value;
  }

  /**
   * Whether both hold the same text, compared in time that does not depend on where they differ.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret that
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
  }

  /** The same for all, so that a hash code that is printed tells nothing. */
  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return "Secret(****)";
  }
}
