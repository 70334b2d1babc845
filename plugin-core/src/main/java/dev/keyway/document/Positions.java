package dev.keyway.document;

/** Turns an offset into a line and a column. */
final class Positions {

  private Positions() {}

  /** This place's path at the line and column of a character offset. */
  static Place at(Place place, CharSequence text, int offset) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < offset && i < text.length(); i++) {
      column++;
      if (text.charAt(i) == '\n') {
        line++;
        column = 1;
      }
    }
    return place.at(line, column);
  }
}
