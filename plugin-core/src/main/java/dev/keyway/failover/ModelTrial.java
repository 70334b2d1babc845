package dev.keyway.failover;

import dev.keyway.route.Candidate;
import dev.keyway.route.Payer;
import dev.keyway.select.KeyOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was done for one candidate with the keys of one payer, for the record.
 *
 * @param candidate the model and its provider
 * @param payer whose keys they are
 * @param keys how its keys were chosen, or null when the client's own credential was used or
 *     nothing was chosen
 * @param skipped why it was not tried, or not tried further, or null
 * @param leftAloneUntil when its provider is called again, if its breaker is why it was not tried
 * @param attempts the attempts, in order
 */
public record ModelTrial(
    Candidate candidate,
    Payer payer,
    @Nullable KeyOrder keys,
    @Nullable String skipped,
    @Nullable Instant leftAloneUntil,
    List<AttemptRecord> attempts) {

  public ModelTrial {
    attempts = List.copyOf(attempts);
  }

  static ModelTrial opened(Candidate candidate, Payer payer, @Nullable KeyOrder keys) {
    return new ModelTrial(candidate, payer, keys, null, null, List.of());
  }

  static ModelTrial skipped(Candidate candidate, Payer payer, String reason) {
    return new ModelTrial(candidate, payer, null, reason, null, List.of());
  }

  boolean isOf(Candidate other, Payer theirs) {
    return payer == theirs && candidate.equals(other);
  }

  ModelTrial leftAlone(Instant until) {
    return new ModelTrial(
        candidate, payer, keys, "its provider is left alone until " + until, until, attempts);
  }

  ModelTrial stopped(String reason) {
    return new ModelTrial(candidate, payer, keys, reason, leftAloneUntil, attempts);
  }

  ModelTrial with(AttemptRecord attempt) {
    List<AttemptRecord> more = new ArrayList<>(attempts);
    more.add(attempt);
    return new ModelTrial(candidate, payer, keys, skipped, leftAloneUntil, more);
  }
}
