package dev.keyway.select;

import dev.keyway.health.Health;
import dev.keyway.health.Standing;
import dev.keyway.policy.ApiKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sorts a provider's keys, for one model at one instant, into those that may be tried and the rest.
 */
final class KeyPool {

  private final Health health;
  private final String modelId;
  private final Predicate<ApiKey> skipped;
  private final Instant deadline;

  private final List<ApiKey> usable = new ArrayList<>();
  private final Set<String> cooling = new HashSet<>(0);
  private final List<KeyOrder.LeftOut> leftOut = new ArrayList<>(0);
  private @Nullable Instant earliest;

  KeyPool(Health health, String modelId, Predicate<ApiKey> skipped, Instant deadline) {
    this.health = health;
    this.modelId = modelId;
    this.skipped = skipped;
    this.deadline = deadline;
  }

  /** Keys that may be tried, in listed order. */
  List<ApiKey> usable() {
    return usable;
  }

  /** Keys that may not, with the reasons. */
  List<KeyOrder.LeftOut> leftOut() {
    return leftOut;
  }

  /** When the first key that cools down for too long is of use again, or null. */
  @Nullable Instant earliest() {
    return earliest;
  }

  /** Whether a usable key cools down. */
  boolean isCooling(ApiKey key) {
    return cooling.contains(key.identity());
  }

  void add(ApiKey key, Instant now) {
    String unfit = unfit(key);
    if (unfit != null) {
      leaveOut(key, unfit);
      return;
    }
    switch (health.standing(key, modelId, now)) {
      case Standing.Ready ready -> usable.add(key);
      case Standing.Cooling present -> addCooling(key, present.until());
      case Standing.SetAside aside -> leaveOut(key, words(aside));
    }
  }

  private void addCooling(ApiKey key, Instant until) {
    if (until.isAfter(deadline)) {
      leaveOut(key, "cooling down until " + until);
      earliest = earliest == null || until.isBefore(earliest) ? until : earliest;
    } else {
      usable.add(key);
      cooling.add(key.identity());
    }
  }

  /** Why a key is of no use here whatever is known of it, or null. */
  private @Nullable String unfit(ApiKey key) {
    if (skipped.test(key)) {
      return "skipped after what this request has seen";
    }
    if (!key.serves(modelId)) {
      return "not for this model";
    }
    return key.secret().current() == null ? "its secret is not set" : null;
  }

  private void leaveOut(ApiKey key, String reason) {
    leftOut.add(new KeyOrder.LeftOut(key.id(), reason));
  }

  private static String words(Standing.SetAside aside) {
    String until = aside.until() == null ? "" : ", until " + aside.until();
    return "set aside: " + aside.cause().words() + until;
  }
}
