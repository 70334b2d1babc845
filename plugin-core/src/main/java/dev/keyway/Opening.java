package dev.keyway;

import dev.keyway.http.Headers;
import dev.keyway.request.RefusalResponse;

/** What came of a request that was let in. */
public sealed interface Opening {

  /** There is somebody to ask. */
  record Open(Exchange exchange) implements Opening {}

  /**
   * It is answered at once: its body can't be read, or nobody may serve it. The record is written.
   */
  record Refused(RefusalResponse response) implements Opening {}

  /**
   * It is answered with status 200 at once, by what is known here. The record is written.
   *
   * @param headers those that don't frame the body
   * @param body JSON in the dialect, UTF-8
   */
  record Answered(Headers headers, byte[] body) implements Opening {}
}
