package dev.keyway.testkit.apisix;

import dev.keyway.http.Headers;

/** What becomes of a request in a plugin. */
public sealed interface Outcome {

  /** It goes on to the next plugin and then upstream. */
  Outcome PASSED = new Passed();

  /** It goes on. */
  record Passed() implements Outcome {}

  /** It ends here. */
  record Answered(int status, byte[] body, Headers headers) implements Outcome {}

  /** Its connection is closed: nginx has no answer of such a status. */
  record Cut() implements Outcome {}
}
