package dev.keyway.policy;

import dev.keyway.document.Nearest;
import dev.keyway.document.Node;
import dev.keyway.document.Place;
import dev.keyway.document.Shown;
import dev.keyway.policy.PolicyReader.Origin;
import dev.keyway.rule.ActionType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The types of actions that traffic policies may hold, and what to say of those not carried out.
 */
final class Actions {

  private Actions() {}

  /** Says why an action of this type can't be here, or that it is not carried out. */
  static void refuse(Node.Scalar type, Reading reading) {
    String name = type.text();
    HostAction ofHost = HostAction.named(name);
    if (ofHost != null) {
      leaveToHost(name, ofHost, type.place(), reading);
    } else {
      reading
          .problems()
          .error(type.place(), "unknown action " + Shown.quoted(name), Nearest.of(name, known()));
    }
  }

  /**
   * Says of an action or a phase that the host gateway does it.
   *
   * @param name its type or its name
   */
  static void leaveToHost(String name, HostAction action, Place place, Reading reading) {
    switch (reading.settings().origin()) {
      case Origin.Operator(HostActions hostActions) when hostActions == HostActions.IGNORED ->
          reading
              .problems()
              .warning(
                  place,
                  "%s is not carried out here, the host gateway must do it (%s): %s"
                      .formatted(name, action.instead(), action.why()));
      case Origin.Operator operator ->
          reading.error(
              place, refusal(name, action) + "; --ignore-host-actions makes this a warning");
      case Origin.Inline inline -> reading.error(place, refusal(name, action));
    }
  }

  private static String refusal(String name, HostAction action) {
    return "%s is for the host gateway: remove it here and use what it has (%s): %s"
        .formatted(name, action.instead(), action.why());
  }

  /** The types that are known, whatever becomes of them. */
  static List<String> known() {
    List<String> known = new ArrayList<>();
    Arrays.stream(ActionType.values()).map(ActionType::wireName).forEach(known::add);
    HostAction.allNames().stream().filter(name -> !name.startsWith("on_")).forEach(known::add);
    return known;
  }
}
