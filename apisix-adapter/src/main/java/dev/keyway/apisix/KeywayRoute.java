package dev.keyway.apisix;

import dev.keyway.host.HostRoute;
import dev.keyway.host.HostServing;
import java.time.Instant;
import java.util.List;

/**
 * A route of APISIX's that Keyway stands on: what is decided of its requests, whichever runner of
 * external plugins asks. Safe for use by many threads.
 */
public sealed interface KeywayRoute permits StampedRoute, WrongRoute {

  /** What {@code name} in an entry of {@code conf} says. */
  String NAME = "keyway";

  /** The plugin of APISIX's on whose routes Keyway stands. */
  String STANDS_IN = "ext-plugin-post-req";

  /**
   * The route of an entry in {@code conf}; one whose requests are all refused when it is wrong.
   *
   * @param value what {@code value} in the entry says
   * @param callers who calls
   */
  static KeywayRoute of(String value, Callers callers) {
    return switch (SettingsReading.of(value)) {
      case SettingsReading.Read read ->
          new StampedRoute(new HostRoute(null, read.settings()), callers);
      case SettingsReading.Wrong(String message) -> wrong(message);
    };
  }

  /**
   * One whose requests are all refused.
   *
   * @param message what is wrong with it, and what to do: clients are told so
   */
  static KeywayRoute wrong(String message) {
    return new WrongRoute(message);
  }

  /**
   * What the operator should know of it, a line each. Takes in the policy that the route brings,
   * which may block, for its secrets.
   */
  List<String> notes(HostServing serving);

  /**
   * Decides on a request. Blocks only where a policy that the route brings was not taken in yet, or
   * not used for long.
   */
  Decision decide(ApisixRequest request, HostServing serving, Instant now);
}
