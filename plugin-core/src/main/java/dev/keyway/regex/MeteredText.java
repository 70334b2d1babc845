package dev.keyway.regex;

/**
 * A text that is searched and counts how often it is looked at, the only way to stop a search that
 * is under way. Finding every match is not linear: {@code a*b|a} looks at the whole rest of {@code
 * aaa…} for each match.
 */
final class MeteredText implements CharSequence {

  /** Looks at each character; a search takes three, so this is for ten searches of the whole. */
  private static final long LOOKS_PER_CHARACTER = 32;

  /** For short texts, and those that are looked at once more past their end. */
  private static final long SPARE_LOOKS = 4096;

  /**
   * Looks at all, weighted by the size of the pattern: measured, a look takes 25 ns and 1.5 ns for
   * each instruction at worst, so that this is some eight seconds. An address of mail is searched
   * in 32 MiB for two thirds of it.
   */
  private static final long MOST_WORK = 4_000_000_000L;

  private static final int WORK_PER_LOOK = 16;

  private final String text;
  private long looks;

  /**
   * @param programSize instructions of the pattern that is searched for
   */
  MeteredText(String text, int programSize) {
    this.text = text;
    this.looks =
        Math.min(
            SPARE_LOOKS + LOOKS_PER_CHARACTER * text.length(),
            MOST_WORK / (WORK_PER_LOOK + programSize));
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (--looks < 0) {
      throw new TooCostly();
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }

  /** Ends a search. */
  static final class TooCostly extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private TooCostly() {
      super("a search costs too much", null, false, false);
    }
  }
}
