package dev.keyway.explain;

import dev.keyway.provider.ProviderUrls;
import java.time.Instant;
import java.util.List;

/**
 * What a plan is made under.
 *
 * @param now the time; it stands still but for attempts that time out
 * @param seed what strategies draw from: the same seed gives the same plan
 * @param urls where providers' traffic goes instead of their own addresses
 * @param answers what the first attempts are answered, in order; every further one says nothing, so
 *     that the whole plan shows
 */
public record Conditions(Instant now, long seed, ProviderUrls urls, List<AssumedAnswer> answers) {

  public Conditions {
    answers = List.copyOf(answers);
  }
}
