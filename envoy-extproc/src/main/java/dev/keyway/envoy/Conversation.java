package dev.keyway.envoy;

import dev.keyway.envoy.wire.ProcessingRequest;
import dev.keyway.envoy.wire.ProcessingResponse;
import org.jspecify.annotations.Nullable;

/**
 * What one filter says of one request, message by message. Envoy sends a message, waits for its
 * answer, and goes on; one stream's messages come one after another.
 */
interface Conversation {

  /** What a message is answered. */
  Reply take(ProcessingRequest message);

  /** Whether this message's answer may take longer than an event loop can be held. */
  default boolean takesLong(ProcessingRequest message) {
    return false;
  }

  /** The stream is over: Envoy, or we, ended it. Comes once. */
  default void ended() {}

  /**
   * An answer.
   *
   * @param response null: nothing is answered
   * @param last whether no further message of this stream is wanted
   */
  record Reply(@Nullable ProcessingResponse response, boolean last) {

    /** An answer after which Envoy has nothing more to tell. */
    static Reply last(ProcessingResponse response) {
      return new Reply(response, true);
    }

    /** An answer that further messages follow. */
    static Reply more(ProcessingResponse response) {
      return new Reply(response, false);
    }

    /** Nothing, for who only looks. */
    static Reply nothing() {
      return new Reply(null, false);
    }

    /** Nothing, and there is nothing more to look at. */
    static Reply end() {
      return new Reply(null, true);
    }
  }
}
