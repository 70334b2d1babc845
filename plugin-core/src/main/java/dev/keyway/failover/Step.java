package dev.keyway.failover;

import dev.keyway.classify.Outcome;
import dev.keyway.policy.ApiKey;
import dev.keyway.refusal.Refusal;
import dev.keyway.route.Candidate;
import dev.keyway.route.Payer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a carrier does next. Each call of {@link AttemptSequence} gives the only legal one. */
public sealed interface Step {

  /**
   * Send the request to a provider, and report what became of it.
   *
   * @param number 1 for the first attempt of a request
   * @param candidate the model and where it is
   * @param payer whose key goes along
   * @param key the key, or null: the client's own credential goes along, where it brought one
   * @param timeout how long this attempt may take: until the head of a streamed answer, until the
   *     end of any other
   */
  record Try(int number, Candidate candidate, Payer payer, @Nullable ApiKey key, Duration timeout)
      implements Step {

    /** The key's id, or {@code client} for the client's own credential. */
    public String keyId() {
      return key == null ? "client" : key.id();
    }
  }

  /**
   * Pass the answer that was just reported to the client. It is committed: nothing is tried after
   * it.
   */
  record Pass(Try attempt, Outcome.Answered answer) implements Step {}

  /** Answer the client with this. */
  record Refuse(Refusal refusal) implements Step {}

  /** Nobody is there to be answered. */
  record Abandon() implements Step {}
}
