package dev.keyway.policy;

import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.document.Place;
import dev.keyway.document.Problems;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the {@code ai-gateway} action among a traffic policy's rules. */
final class TrafficPolicy {

  private static final String REQUEST = "on_http_request";
  private static final String CONNECT = "on_tcp_connect";
  private static final List<String> OTHER_PHASES =
      List.of("on_http_response", "on_event_stream_message");
  private static final String ONE_ACTION =
      "; for now a policy holds one ai-gateway action, in on_http_request";

  private final Reading reading;
  private final Problems problems;
  private final List<Fields> configs = new ArrayList<>();
  private boolean actionSeen;

  TrafficPolicy(Reading reading) {
    this.reading = reading;
    this.problems = reading.problems();
  }

  /** Whether the document has this shape, and is not the action's configuration alone. */
  static boolean isOne(Fields root) {
    return root.names().stream()
        .anyMatch(
            name -> name.startsWith("on_h") || name.startsWith("on_ev") || name.equals(CONNECT));
  }

  /** The action's configuration, or null, and then an error is left. */
  @Nullable Fields aiGateway(Fields root) {
    for (Fields rule : root.objects(REQUEST)) {
      rule(rule);
    }
    leaveToHost(root);
    OTHER_PHASES.forEach(phase -> refuseUnlessEmpty(root, phase));
    root.end();
    if (configs.isEmpty() && !actionSeen && !problems.hasErrors()) {
      problems.error(root.place(REQUEST), "no ai-gateway action" + ONE_ACTION);
    }
    return configs.isEmpty() ? null : configs.getFirst();
  }

  private void leaveToHost(Fields root) {
    HostAction ofHost = HostAction.named(CONNECT);
    if (isHeld(root, CONNECT) && ofHost != null) {
      Actions.leaveToHost(CONNECT, ofHost, root.namePlace(CONNECT), reading);
    }
  }

  private void refuseUnlessEmpty(Fields root, String phase) {
    if (isHeld(root, phase)) {
      problems.error(root.namePlace(phase), "not supported yet" + ONE_ACTION);
    }
  }

  private static boolean isHeld(Fields root, String phase) {
    Node node = root.node(phase);
    boolean empty = node instanceof Node.Sequence list && list.items().isEmpty();
    return node != null && !empty;
  }

  /**
   * <code>{type, config}</code>, or <code>{name, expressions, actions: [{type, config}]}</code>.
   */
  private void rule(Fields rule) {
    boolean actionItself = rule.names().contains("type") || rule.names().contains("config");
    if (actionItself && !rule.names().contains("actions")) {
      action(rule);
      return;
    }
    rule.text("name");
    if (!rule.texts("expressions").isEmpty()) {
      problems.error(
          rule.namePlace("expressions"),
          "expressions on a rule are not supported yet; without them the rule always runs");
    }
    rule.refuse("type", "a rule has type and config, or actions, not both");
    rule.refuse("config", "a rule has type and config, or actions, not both");
    List<Fields> actions = rule.objects("actions");
    if (rule.node("actions") == null) {
      problems.error(rule.place(), "a rule needs type and config, or a list of actions");
    }
    actions.forEach(this::action);
    rule.end();
  }

  private void action(Fields action) {
    actionSeen = true;
    Node.Scalar type = action.required("type", "every action needs one, such as ai-gateway");
    Fields config = action.object("config");
    if (type != null && type.text().equals(Actions.AI_GATEWAY)) {
      found(config == null ? Fields.none(action.place("config"), problems) : config, type.place());
    } else if (type != null) {
      Actions.refuse(type, reading);
    }
    action.end();
  }

  private void found(Fields config, Place place) {
    if (!configs.isEmpty()) {
      problems.error(place, "a second ai-gateway action is not supported yet" + ONE_ACTION);
    }
    configs.add(config);
  }
}
