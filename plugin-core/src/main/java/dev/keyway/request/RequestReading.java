package dev.keyway.request;

/** What came of reading a request's body. */
public sealed interface RequestReading {

  /** It could be read. */
  record Read(AiRequest request) implements RequestReading {}

  /**
   * Its beginning could be read, and holds what is needed; the rest has not come.
   *
   * @param rest what watches the rest
   */
  record Begun(AiRequest request, FormRest rest) implements RequestReading {}

  /**
   * Its beginning does not hold what is needed, and no more of it may be read.
   *
   * @param message what is missing
   */
  record TooLarge(String message) implements RequestReading {}

  /**
   * It could not.
   *
   * @param message what is wrong and where (offset or field), never quoting the body
   */
  record Malformed(String message) implements RequestReading {}
}
