package dev.keyway.scan;

/** Ends of lines among bytes: CR or LF. */
public final class Lines {

  private Lines() {}

  /** Where the first line ends within these bytes, or {@code to}. */
  public static int end(byte[] bytes, int from, int to) {
    int at = from;
    while (at <= to - Words.BYTES) {
      long marks = Words.endsLine(Words.at(bytes, at));
      if (marks != 0) {
        return at + Words.first(marks);
      }
      at += Words.BYTES;
    }
    while (at < to && bytes[at] != '\n' && bytes[at] != '\r') {
      at++;
    }
    return at;
  }
}
