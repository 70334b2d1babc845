package dev.keyway;

import dev.keyway.http.Headers;
import dev.keyway.provider.PreparedAttempt;
import dev.keyway.rule.AnswerEdit;
import java.time.Duration;
import java.util.function.Supplier;

/** What a carrier of bytes does next, in values that are ready for the wire. */
public sealed interface Move {

  /**
   * Send this and report the outcome.
   *
   * @param call the request
   * @param streamed whether the client asked for a stream
   * @param timeout until the head of a streamed answer, until the end of any other
   * @param streamGuard how long a stream is held back for its first content, counted from its head
   * @param left what is left for all attempts together: no stream is held back beyond it
   */
  record Send(
      PreparedAttempt call, boolean streamed, Duration timeout, Duration streamGuard, Duration left)
      implements Move {}

  /**
   * Pass the answer on: what is held of it, then the rest as it comes.
   *
   * @param status for the client; the provider's unless rules changed it
   * @param headers for the client, without those that frame the body
   * @param edit what is done to the body; when it can't be done, see {@link Exchange#withheld}
   * @param idleTimeout the longest silence before the answer counts as broken
   */
  record Pass(int status, Headers headers, AnswerEdit edit, Duration idleTimeout) implements Move {}

  /** Answer with this. The exchange is over. */
  record Answer(dev.keyway.http.Answer answer) implements Move {}

  /**
   * The exchange is over without an answer, and the policy goes on.
   *
   * @param next what the request comes to; never that its body is to be read
   * @param takesLong whether that may take longer than an event loop can be held
   */
  record Onward(Supplier<Opening> next, boolean takesLong) implements Move {}

  /** The client is gone. The exchange is over. */
  record Gone() implements Move {}
}
