package dev.keyway.access;

import dev.keyway.document.Problem;
import java.util.List;

/** An access key file has problems, so it was not changed. */
public final class AccessKeysUnreadableException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  AccessKeysUnreadableException(List<Problem> problems) {
    super("the access key file has problems");
    this.problems = List.copyOf(problems);
  }

  /** What is wrong with the file. */
  public List<Problem> problems() {
    return problems;
  }
}
