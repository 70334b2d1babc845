package dev.keyway.failover;

import dev.keyway.route.Candidate;
import dev.keyway.select.KeyOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was done for one candidate, for the record.
 *
 * @param candidate the model and its provider
 * @param keys how its keys were chosen, or null when the client's own credential was used or
 *     nothing was chosen
 * @param skipped why it was not tried, or not tried further, or null
 * @param leftAloneUntil when its provider is called again, if its breaker is why it was not tried
 * @param attempts the attempts, in order
 */
public record ModelTrial(
    Candidate candidate,
    @Nullable KeyOrder keys,
    @Nullable String skipped,
    @Nullable Instant leftAloneUntil,
    List<AttemptRecord> attempts) {

  public ModelTrial {
    attempts = List.copyOf(attempts);
  }

  static ModelTrial opened(Candidate candidate, @Nullable KeyOrder keys) {
    return new ModelTrial(candidate, keys, null, null, List.of());
  }

  static ModelTrial skipped(Candidate candidate, String reason) {
    return new ModelTrial(candidate, null, reason, null, List.of());
  }

  ModelTrial leftAlone(Instant until) {
    return new ModelTrial(
        candidate, keys, "its provider is left alone until " + until, until, attempts);
  }

  ModelTrial with(AttemptRecord attempt) {
    List<AttemptRecord> more = new ArrayList<>(attempts);
    more.add(attempt);
    return new ModelTrial(candidate, keys, skipped, leftAloneUntil, more);
  }
}
