package dev.keyway.request;

/** How a body's bytes hold its fields. */
public sealed interface BodyLayout {

  /** Members of one JSON object. */
  record Json() implements BodyLayout {}

  /**
   * Parts of a form.
   *
   * @param boundary what divides them, without its dashes
   * @param firstStart where the first line with the boundary begins
   */
  record Form(String boundary, int firstStart) implements BodyLayout {}

  /** The layout of most bodies. */
  BodyLayout JSON = new Json();
}
