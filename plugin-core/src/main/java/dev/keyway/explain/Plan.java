package dev.keyway.explain;

import dev.keyway.failover.AttemptRecord;
import dev.keyway.record.DecisionRecord;
import dev.keyway.route.Candidate;
import dev.keyway.route.Payer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would become of one request.
 *
 * @param conditions what it was made under
 * @param candidates the models that may serve it, in order; empty when it is refused before
 * @param attempts what would be sent, in order
 * @param reply what the client would get in the end
 * @param record the decision record that would be written
 */
public record Plan(
    Conditions conditions,
    List<Candidate> candidates,
    List<Attempt> attempts,
    Reply reply,
    DecisionRecord record) {

  public Plan {
    candidates = List.copyOf(candidates);
    attempts = List.copyOf(attempts);
  }

  /**
   * One attempt.
   *
   * @param request what would be sent
   * @param streamed whether the client asked for a stream
   * @param timeout how long it may take
   * @param assumed what it is assumed to be answered
   * @param tried the model, the key, and what that answer means
   */
  public record Attempt(
      ShownRequest request,
      boolean streamed,
      Duration timeout,
      AssumedAnswer assumed,
      AttemptRecord tried) {

    /** Its number, from 1. */
    public int number() {
      return tried.attempt().number();
    }

    /** {@code provider:model}. */
    public String model() {
      return name(tried.attempt().candidate());
    }

    /** The key's id, {@code client} for the client's own, {@code none} where none is needed. */
    public String key() {
      return payer() == Payer.NOBODY ? "none" : tried.attempt().keyId();
    }

    /** With whose key it is asked. */
    public Payer payer() {
      return tried.attempt().payer();
    }
  }

  /**
   * What the client gets.
   *
   * @param status HTTP status; 0: nothing, the client is gone
   * @param code Keyway's code when it answers itself, or null: the last attempt's answer is passed
   * @param message Keyway's message, or null
   * @param body what a rule answers, or null when none does; without any secret
   */
  public record Reply(
      int status, @Nullable String code, @Nullable String message, @Nullable String body) {

    /** The answer of a provider, passed on. */
    static Reply passed(int status) {
      return new Reply(status, null, null, null);
    }
  }

  /** {@code provider:model}. */
  public static String name(Candidate candidate) {
    return candidate.provider().id() + ":" + candidate.model().id();
  }
}
