package dev.keyway.document;

/**
 * Where something stands in a document.
 *
 * @param path such as {@code providers[1].api_keys[0].value}; empty for the whole document
 * @param line from 1; 0 when unknown
 * @param column from 1, in characters; 0 when unknown
 */
public record Place(String path, int line, int column) {

  /** Deeper than any setting; what aliases multiply must not cost a long path each. */
  private static final int LONGEST_PATH = 240;

  /** The document as a whole. */
  public static final Place START = new Place("", 1, 1);

  /** The field of this name below this place, at the same line and column. */
  public Place field(String name) {
    String step = Shown.fieldName(name);
    return below(path.isEmpty() || step.startsWith("[") ? step : "." + step);
  }

  /** The item of this index below this place, at the same line and column. */
  public Place item(int index) {
    return below("[" + index + "]");
  }

  /** The same path at another line and column. */
  public Place at(int otherLine, int otherColumn) {
    return new Place(path, otherLine, otherColumn);
  }

  private Place below(String step) {
    boolean full = path.length() > LONGEST_PATH;
    return full ? this : new Place(path + step, line, column);
  }
}
