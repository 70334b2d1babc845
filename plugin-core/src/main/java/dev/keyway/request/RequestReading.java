package dev.keyway.request;

/** What came of reading a request's body. */
public sealed interface RequestReading {

  /** It could be read. */
  record Read(AiRequest request) implements RequestReading {}

  /**
   * It could not.
   *
   * @param message what is wrong and where (offset or field), never quoting the body
   */
  record Malformed(String message) implements RequestReading {}
}
