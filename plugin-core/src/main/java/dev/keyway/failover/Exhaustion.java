package dev.keyway.failover;

import dev.keyway.classify.Scope;
import dev.keyway.health.Standing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the keys of one payer are exhausted for a model, so that another may step in where the
 * policy says so: whether each of them is of no use because of what it is or what it has used up. A
 * provider that is down would be no better with another's key; a request that is at fault is so for
 * all; and a key that a strategy did not choose could have served.
 */
final class Exhaustion {

  private Exhaustion() {}

  /** Whether all of these are spent; where there is none for the model, there is none to spare. */
  static boolean of(List<Known> keys) {
    return keys.stream().allMatch(Known::isSpent);
  }

  /**
   * What is known of a key.
   *
   * @param failure how far its failure in this request reached, or null when it was not tried
   * @param set whether it has a value
   * @param standing what is remembered of it
   */
  record Known(@Nullable Scope failure, boolean set, Standing standing) {

    private boolean isSpent() {
      return failure == null ? !set || isSetBack() : isKeys(failure);
    }

    private boolean isSetBack() {
      return switch (standing) {
        case Standing.Ready ready -> false;
        case Standing.Cooling cooling -> true;
        case Standing.SetAside aside -> true;
      };
    }

    private static boolean isKeys(Scope scope) {
      return switch (scope) {
        case KEY, KEY_MODEL, QUOTA_GROUP, RATE -> true;
        case PROVIDER, REQUEST, MODEL_WINDOW, ATTEMPT -> false;
      };
    }
  }
}
