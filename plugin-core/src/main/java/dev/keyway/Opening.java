package dev.keyway;

import dev.keyway.http.Answer;

/** What a request that was let in comes to, and what its carrier does next. */
public sealed interface Opening {

  /**
   * Read the request's body, and give it to {@link Visit#read}.
   *
   * @param upload whether its beginning is enough, where it is larger than what is kept of a body
   */
  record ReadBody(boolean upload) implements Opening {}

  /** There is somebody to ask. */
  record Open(Exchange exchange) implements Opening {}

  /**
   * It is answered at once: by a rule, by what is known here, or by a refusal. The record is
   * written.
   */
  record Answered(Answer answer) implements Opening {}
}
