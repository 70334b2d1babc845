package dev.keyway.request;

/**
 * What has been read of a client's body.
 *
 * @param bytes from its beginning
 * @param whole whether that is all; else the rest streams while an attempt is under way
 */
public record ClientBody(byte[] bytes, boolean whole) {

  /** A body of which nothing is missing. */
  public static ClientBody whole(byte[] bytes) {
    return new ClientBody(bytes, true);
  }

  /** Says how much there is, and nothing of what the client wrote. */
  @Override
  public String toString() {
    return "ClientBody[" + bytes.length + (whole ? " bytes]" : " bytes and more]");
  }
}
