package dev.keyway.regex;

/** A text that is no regular expression (RE2), or one that is too large. */
public final class MalformedPatternException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong with it, without quoting it
   */
  MalformedPatternException(String message) {
    super(message);
  }

  /** What is wrong with it, without quoting it: it may have come from a request. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
