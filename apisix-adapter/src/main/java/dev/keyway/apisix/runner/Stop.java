package dev.keyway.apisix.runner;

import java.util.List;

/**
 * It ends here, with this answer.
 *
 * @param status 200 to 599
 * @param headers those that don't frame the body
 * @param body empty below status 400 alone: nginx puts a page of its own in the place of an error's
 *     empty body
 */
public record Stop(int status, List<Entry> headers, byte[] body) implements Action {

  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int LAST = 599;

  /**
   * @throws IllegalArgumentException when it is none that a client gets as it is
   */
  public Stop {
    if (status < OK || status > LAST) {
      throw new IllegalArgumentException("an answer's status is 200 to 599, not " + status);
    }
    if (status >= BAD_REQUEST && body.length == 0) {
      throw new IllegalArgumentException("an answer with status " + status + " needs a body");
    }
    headers = List.copyOf(headers);
    Lines.requireNone(headers);
  }

  /** Prints neither headers nor body. */
  @Override
  public String toString() {
    return "Stop[" + status + ", " + body.length + " bytes]";
  }
}
