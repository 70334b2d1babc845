package dev.keyway.request;

/**
 * Gathers the characters of one text and hands them on in runs of bounded length, so that a text of
 * many megabytes needs neither memory nor time that grow faster than it does.
 */
final class TextRuns {

  /** Characters of a run. Longer ones gain nothing; shorter ones are cut inside a word earlier. */
  static final int LONGEST = 8192;

  private final PromptVisitor visitor;
  private final char[] run = new char[LONGEST];
  private int length;

  TextRuns(PromptVisitor visitor) {
    this.visitor = visitor;
  }

  void add(char c) {
    if (length == LONGEST) {
      handOn(cut());
    }
    run[length++] = c;
  }

  /** The text ends here. */
  void end() {
    if (length > 0) {
      handOn(length);
    }
  }

  boolean enough() {
    return visitor.enough();
  }

  private void handOn(int end) {
    visitor.text(new String(run, 0, end));
    System.arraycopy(run, end, run, 0, length - end);
    length -= end;
  }

  /**
   * Where a full run is cut: at the last place where a word ends, else, where half a run has none,
   * at its end.
   */
  private int cut() {
    for (int at = LONGEST - 1; at > LONGEST / 2; at--) {
      if (isBetweenWords(run[at - 1], run[at])) {
        return at;
      }
    }
    return Character.isHighSurrogate(run[LONGEST - 1]) ? LONGEST - 1 : LONGEST;
  }

  /**
   * A blank belongs to the word after it, and a line's first letter to no token before it, in the
   * patterns of cl100k_base and o200k_base (tiktoken, openai_public.py).
   */
  private static boolean isBetweenWords(char before, char after) {
    return (after == ' ' && !Character.isWhitespace(before) && !Character.isSpaceChar(before))
        || (before == '\n' && Character.isLetter(after));
  }
}
