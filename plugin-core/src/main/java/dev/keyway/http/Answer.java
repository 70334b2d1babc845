package dev.keyway.http;

/**
 * A whole answer to a client, ready to go out.
 *
 * @param status HTTP status
 * @param headers those that don't frame the body
 */
public record Answer(int status, Headers headers, byte[] body) {

  /** The same with other headers. */
  public Answer with(Headers other) {
    return new Answer(status, other, body);
  }

  /** The same with this header in place of all of its name. */
  public Answer with(String name, String value) {
    return with(headers.toBuilder().set(name, value).build());
  }

  /** Prints nothing of the body. */
  @Override
  public String toString() {
    return "Answer[" + status + ", " + headers + ", " + body.length + " bytes]";
  }
}
