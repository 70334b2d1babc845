package dev.keyway.document;

/**
 * Says what a value is without repeating a text, which may be a key that slipped one field down.
 */
final class Found {

  private Found() {}

  static String describe(Node node) {
    return switch (node) {
      case Node.Mapping object -> "an object";
      case Node.Sequence list -> "a list";
      case Node.Scalar scalar -> describe(scalar);
    };
  }

  /** The same for a value that may be text, but not this one. */
  static String other(Node node) {
    String described = describe(node);
    return described.equals("text") ? "other text" : described;
  }

  private static String describe(Node.Scalar scalar) {
    return switch (scalar.kind()) {
      case NULL -> "nothing";
      case TEXT -> scalar.text().isEmpty() ? "an empty text" : "text";
      case INTEGER, DECIMAL -> "the number " + Shown.onOneLine(scalar.text());
      case BOOLEAN -> scalar.text();
    };
  }
}
