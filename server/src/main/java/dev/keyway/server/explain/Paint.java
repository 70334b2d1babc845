package dev.keyway.server.explain;

/** How words are set off, where the output goes to a terminal. */
@FunctionalInterface
public interface Paint {

  /** Nothing is set off. */
  Paint NONE = (style, text) -> text;

  /**
   * The text in a style.
   *
   * @param style a name picocli knows, such as {@code bold} or {@code green}
   */
  String styled(String style, String text);
}
