package dev.keyway.provider;

import dev.keyway.facts.RequestFacts;
import dev.keyway.policy.AiGateway;
import dev.keyway.route.Candidate;
import dev.keyway.secret.Secret;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Prepares attempts: URL, headers, credential, body. Each is made from what the client sent, never
 * from another attempt.
 */
public final class AttemptPreparer {

  private final ProviderUrls urls;
  private final RandomGenerator random;

  public AttemptPreparer(ProviderUrls urls, RandomGenerator random) {
    this.urls = urls;
    this.random = random;
  }

  /** Prepares one attempt with this credential, or with none where a provider needs none. */
  public Preparation prepare(
      RequestFacts request,
      Candidate candidate,
      @Nullable Secret credential,
      AiGateway.Additions additions) {
    throw new UnsupportedOperationException("" + urls + random);
  }
}
