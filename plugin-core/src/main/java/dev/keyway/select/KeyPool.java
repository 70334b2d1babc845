package dev.keyway.select;

import dev.keyway.health.Dossiers;
import dev.keyway.health.KeyFacts;
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

  private final Dossiers dossiers;
  private final String modelId;
  private final Predicate<ApiKey> skipped;
  private final Instant now;
  private final Instant deadline;

  private final List<ApiKey> usable;
  private final int[] places;
  private final Set<String> cooling = new HashSet<>(0);
  private final List<KeyOrder.LeftOut> leftOut = new ArrayList<>(0);
  private @Nullable Instant earliest;

  KeyPool(
      Dossiers dossiers, String modelId, Predicate<ApiKey> skipped, Instant now, Instant deadline) {
    this.dossiers = dossiers;
    this.modelId = modelId;
    this.skipped = skipped;
    this.now = now;
    this.deadline = deadline;
    this.usable = new ArrayList<>(dossiers.size());
    this.places = new int[dossiers.size()];
    for (int place = 0; place < dossiers.size(); place++) {
      add(place, dossiers.key(place));
    }
  }

  /** Keys that may be tried, in listed order. */
  List<ApiKey> usable() {
    return usable;
  }

  /** What is known of those. */
  List<KeyFacts> facts() {
    List<KeyFacts> facts = new ArrayList<>(usable.size());
    for (int i = 0; i < usable.size(); i++) {
      facts.add(dossiers.facts(places[i], now));
    }
    return facts;
  }

  /** Keys that may not, with the reasons. */
  List<KeyOrder.LeftOut> leftOut() {
    return leftOut;
  }

  /** When the first key that cools down for too long is of use again, or null. */
  @Nullable Instant earliest() {
    return earliest;
  }

  /** Whether any usable key cools down. */
  boolean anyCooling() {
    return !cooling.isEmpty();
  }

  /** Whether a usable key cools down. */
  boolean isCooling(ApiKey key) {
    return cooling.contains(key.identity());
  }

  private void add(int place, ApiKey key) {
    String unfit = unfit(key);
    if (unfit != null) {
      leaveOut(key, unfit);
      return;
    }
    switch (dossiers.standing(place, now)) {
      case Standing.Ready ready -> addUsable(place, key);
      case Standing.Cooling present -> addCooling(place, key, present.until());
      case Standing.SetAside aside -> leaveOut(key, words(aside));
    }
  }

  private void addUsable(int place, ApiKey key) {
    places[usable.size()] = place;
    usable.add(key);
  }

  private void addCooling(int place, ApiKey key, Instant until) {
    if (until.isAfter(deadline)) {
      leaveOut(key, "cooling down until " + until);
      earliest = earliest == null || until.isBefore(earliest) ? until : earliest;
    } else {
      addUsable(place, key);
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
