package dev.keyway.failover;

import dev.keyway.classify.Scope;
import dev.keyway.policy.ApiKey;
import dev.keyway.route.Candidate;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one request has no more use for, by what its own attempts have shown. */
final class Skips {

  private record AtModel(String owner, String model) {}

  private final Set<String> keys = new HashSet<>();
  private final Set<String> groups = new HashSet<>();
  private final Set<AtModel> groupsAtModel = new HashSet<>();
  private final Set<AtModel> keysAtModel = new HashSet<>();
  private final Set<String> providersWithoutSecondKey = new HashSet<>();
  private @Nullable Candidate finished;
  private @Nullable Long windowTooSmall;
  private boolean largerWindowNeeded;

  /** Notes what a failed attempt means for the rest of this request. */
  void failed(Step.Try attempt, Scope scope) {
    ApiKey key = attempt.key();
    Candidate candidate = attempt.candidate();
    String model = candidate.model().id();
    if (key == null) {
      finished = candidate;
    } else {
      keysAtModel.add(new AtModel(key.identity(), model));
      switch (scope) {
        case KEY -> keys.add(key.identity());
        case QUOTA_GROUP -> groups.add(key.quotaGroupIdentity());
        case RATE -> groupsAtModel.add(new AtModel(key.quotaGroupIdentity(), model));
        case PROVIDER -> providerFailed(candidate);
        case KEY_MODEL, REQUEST, MODEL_WINDOW, ATTEMPT -> {}
      }
    }
    if (scope == Scope.MODEL_WINDOW) {
      finished = candidate;
      largerWindowNeeded = true;
      windowTooSmall = candidate.model().contextWindow();
    }
  }

  /**
   * A provider in trouble gets one more key a request, in case the trouble was that key's; then the
   * next model is tried.
   */
  private void providerFailed(Candidate candidate) {
    if (!providersWithoutSecondKey.add(candidate.provider().id())) {
      finished = candidate;
    }
  }

  /** Whether nothing more may be tried with this candidate. */
  boolean finished(Candidate candidate) {
    return candidate.equals(finished);
  }

  /** Whether a key is of no use for a model in the rest of this request. */
  boolean skips(ApiKey key, String model) {
    return keys.contains(key.identity())
        || groups.contains(key.quotaGroupIdentity())
        || groupsAtModel.contains(new AtModel(key.quotaGroupIdentity(), model))
        || keysAtModel.contains(new AtModel(key.identity(), model));
  }

  /** Why a candidate can't serve after what was seen, or null. */
  @Nullable String against(Candidate candidate) {
    if (!largerWindowNeeded) {
      return null;
    }
    Long window = candidate.model().contextWindow();
    boolean larger = window != null && windowTooSmall != null && window > windowTooSmall;
    return larger ? null : "its context window is not known to be larger";
  }
}
