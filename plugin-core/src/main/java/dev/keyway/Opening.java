package dev.keyway;

import dev.keyway.request.RefusalResponse;

/** What came of a request that was let in. */
public sealed interface Opening {

  /** There is somebody to ask. */
  record Open(Exchange exchange) implements Opening {}

  /**
   * It is answered at once: its body can't be read, or nobody may serve it. The record is written.
   */
  record Refused(RefusalResponse response) implements Opening {}
}
