package dev.keyway.scripted;

/** When an answer begins. */
public enum Start {
  /** When the whole request is there. */
  AFTER_BODY,
  /** When the request's head is there; its body is read meanwhile and thrown away. */
  BEFORE_BODY,
  /**
   * When the request's head is there; nothing more is read until the answer is complete, so a
   * client with a large body can't finish sending it. Nor is its going away noticed until then.
   */
  WITHOUT_READING
}
