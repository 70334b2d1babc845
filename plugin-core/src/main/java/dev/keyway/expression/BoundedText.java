package dev.keyway.expression;

import dev.cel.common.exceptions.CelInvalidArgumentException;
import java.io.Writer;

/** A text that is made in an evaluation and must not grow beyond {@link Limits#TEXT}. */
final class BoundedText extends Writer {

  private final StringBuilder text = new StringBuilder();

  /**
   * Adds to it.
   *
   * @throws CelInvalidArgumentException when it would be too long
   */
  @Override
  public BoundedText append(CharSequence part) {
    reserve(part.length());
    text.append(part);
    return this;
  }

  @Override
  public void write(char[] chars, int offset, int length) {
    reserve(length);
    text.append(chars, offset, length);
  }

  private void reserve(int more) {
    if (text.length() + more > Limits.TEXT) {
      throw new CelInvalidArgumentException("a text of more than " + Limits.TEXT + " characters");
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  @Override
  public String toString() {
    return text.toString();
  }
}
