package dev.keyway.rule;

import dev.keyway.http.ReservedHeaders;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which headers rules may add and remove; both as the old actions had it. */
final class HeaderNames {

  private HeaderNames() {}

  /** The name as it is sent. */
  static String normal(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Why a rule can't add the header, or null when it can: {@code host} it may, to replace it. */
  static @Nullable String flawOfAdding(String name) {
    return switch (normal(name)) {
      case "host" -> null;
      case "user-agent" -> "user-agent can't be added; it stays what the client sent";
      default -> ReservedHeaders.flawInRule(name);
    };
  }

  /** Why a rule can't remove the header, or null when it can. */
  static @Nullable String flawOfRemoving(String name) {
    return switch (normal(name)) {
      case "accept-encoding" -> null;
      case "host" -> "host can't be removed; add-headers replaces it";
      case "user-agent" -> "user-agent can't be removed; it stays what the client sent";
      default -> ReservedHeaders.flawInRule(name);
    };
  }
}
