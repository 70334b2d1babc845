package dev.keyway.snapshot;

import dev.keyway.health.FailureKind;
import dev.keyway.health.Latency;
import dev.keyway.health.Standing;
import java.util.Locale;

/** How values are called in the document: as expressions call them. */
final class Names {

  private Names() {}

  static String of(FailureKind kind) {
    return lower(kind);
  }

  static String of(Standing.Cause cause) {
    return lower(cause);
  }

  static String mean(Latency latency) {
    return lower(latency) + "_ms_avg";
  }

  static String p95(Latency latency) {
    return lower(latency) + "_ms_p95";
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
