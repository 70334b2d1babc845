package dev.keyway.regex;

/** A text that is made, and must not grow without end. */
final class Output {

  private final StringBuilder text = new StringBuilder();
  private final int mostChars;

  Output(int mostChars) {
    this.mostChars = mostChars;
  }

  Output append(String part) {
    return append(part, 0, part.length());
  }

  Output append(String from, int start, int end) {
    if (text.length() + (end - start) > mostChars) {
      throw new TooLong();
    }
    text.append(from, start, end);
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /** Ends the making. */
  static final class TooLong extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private TooLong() {
      super("a text grows too long", null, false, false);
    }
  }
}
