package dev.keyway.scan;

/** A text is no JSON, or more than is taken of it. Says no more, and costs nothing to throw. */
public final class MalformedJsonException extends Exception {

  private static final long serialVersionUID = 1L;

  MalformedJsonException() {
    super("malformed JSON", null, false, false);
  }
}
