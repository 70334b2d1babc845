package dev.keyway.failover;

import dev.keyway.classify.Scope;
import dev.keyway.policy.ApiKey;
import dev.keyway.route.Candidate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one request has no more use for, by what its own attempts have shown. */
final class Skips {

  /** What the client's own credential is at a provider; no key's identity begins like it. */
  private static final String CLIENT = "client ";

  private record AtModel(String owner, String model) {}

  private final Set<String> keys = new HashSet<>();
  private final Set<String> groups = new HashSet<>();
  private final Set<AtModel> groupsAtModel = new HashSet<>();
  private final Map<AtModel, Scope> keysAtModel = new HashMap<>();
  private final Set<String> providersInTrouble = new HashSet<>();
  private @Nullable Candidate lastKey;
  private @Nullable Candidate finished;
  private @Nullable Long windowTooSmall;
  private boolean largerWindowNeeded;

  /** Notes what a failed attempt means for the rest of this request. */
  void failed(Step.Try attempt, Scope scope) {
    Candidate candidate = attempt.candidate();
    String model = candidate.model().id();
    String key = identity(attempt.key(), candidate);
    String group = group(attempt.key(), candidate);
    keysAtModel.put(new AtModel(key, model), scope);
    if (candidate.equals(lastKey)) {
      finished = candidate;
    }
    switch (scope) {
      case KEY -> keys.add(key);
      case QUOTA_GROUP -> groups.add(group);
      case RATE -> groupsAtModel.add(new AtModel(group, model));
      case PROVIDER -> providerFailed(candidate);
      case MODEL_WINDOW -> {
        finished = candidate;
        largerWindowNeeded = true;
        windowTooSmall = candidate.model().contextWindow();
      }
      case KEY_MODEL, REQUEST, ATTEMPT -> {}
    }
  }

  /**
   * A provider in trouble gets one more key a request, in case the trouble was that key's; however
   * that one fares, the next model follows.
   */
  private void providerFailed(Candidate candidate) {
    if (providersInTrouble.add(candidate.provider().id())) {
      lastKey = candidate;
    } else {
      finished = candidate;
    }
  }

  /** Whether nothing more may be tried with this candidate. */
  boolean finished(Candidate candidate) {
    return candidate.equals(finished);
  }

  /**
   * Whether a key is of no use for a candidate in the rest of this request.
   *
   * @param key null for the client's own credential
   */
  boolean skips(@Nullable ApiKey key, Candidate candidate) {
    return failure(key, candidate) != null;
  }

  /**
   * How far the failure reached that makes a key of no use for a candidate, or null when none does.
   */
  @Nullable Scope failure(@Nullable ApiKey key, Candidate candidate) {
    if (keysAtModel.isEmpty()) {
      return null; // Nothing has failed yet.
    }
    String identity = identity(key, candidate);
    String group = group(key, candidate);
    String model = candidate.model().id();
    Scope own = keysAtModel.get(new AtModel(identity, model));
    if (own != null) {
      return own;
    }
    if (keys.contains(identity)) {
      return Scope.KEY;
    }
    if (groups.contains(group)) {
      return Scope.QUOTA_GROUP;
    }
    return groupsAtModel.contains(new AtModel(group, model)) ? Scope.RATE : null;
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

  private static String identity(@Nullable ApiKey key, Candidate candidate) {
    return key == null ? CLIENT + candidate.provider().id() : key.identity();
  }

  private static String group(@Nullable ApiKey key, Candidate candidate) {
    return key == null ? CLIENT + candidate.provider().id() : key.quotaGroupIdentity();
  }
}
