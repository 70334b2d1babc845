package dev.keyway.record;

import dev.keyway.health.Mark;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What is remembered of a failure, in words for people. */
public final class Remembered {

  private Remembered() {}

  /**
   * A phrase such as {@code openai/primary-key cools down until …}; null when nothing is
   * remembered.
   */
  public static @Nullable String words(Mark mark, String keyId) {
    return switch (mark) {
      case Mark.Nothing nothing -> null;
      case Mark.KeySetAside aside -> keyId + " is set aside until its secret changes";
      case Mark.PairSetAside aside ->
          keyId + " is set aside for this model until its secret changes";
      case Mark.GroupSetAside aside ->
          "the quota group of "
              + keyId
              + " is set aside until "
              + aside.until().truncatedTo(ChronoUnit.SECONDS);
      case Mark.Cooling cooling ->
          keyId
              + " cools down for this model until "
              + cooling.until().truncatedTo(ChronoUnit.SECONDS);
      case Mark.Counted counted ->
          counted.openUntil() == null
              ? "counted against the provider"
              : "the provider is left alone until "
                  + counted.openUntil().truncatedTo(ChronoUnit.SECONDS);
    };
  }
}
