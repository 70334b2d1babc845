package dev.keyway.testkit.kong;

import dev.keyway.http.Headers;
import dev.keyway.testkit.openresty.Lua;

/** What becomes of a request in the plugin. */
public sealed interface Outcome {

  /**
   * It goes on to the next plugin and then upstream.
   *
   * @param filtered false when the plugin's server was not asked, or failed, and the request goes
   *     on all the same
   */
  record Passed(boolean filtered) implements Outcome {}

  /** It ends here: with what the plugin said, or with Kong's own error. */
  record Answered(int status, byte[] body, Headers headers) implements Outcome {

    /** Kong's answer when something went wrong inside. */
    static Answered failed() {
      return error(500, "An unexpected error occurred");
    }

    /** An answer of Kong's own. */
    static Answered error(int status, String message) {
      String body = "{\n  \"message\":\"%s\",\n  \"request_id\":\"req1\"\n}".formatted(message);
      return new Answered(
          status, Lua.bytes(body), Headers.of("Content-Type", "application/json; charset=utf-8"));
    }
  }
}
