package dev.keyway.rule;

import dev.keyway.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule: its actions run, in order, when all its conditions are true.
 *
 * @param path where it stands, such as {@code on_http_request[0]}
 * @param name what its author calls it, or null
 * @param conditions expressions that give a boolean
 */
public record Rule(
    String path, @Nullable String name, List<Expression> conditions, List<Action> actions) {

  public Rule {
    conditions = List.copyOf(conditions);
    actions = List.copyOf(actions);
  }

  /** Whether all its conditions are true in a scene. */
  boolean holds(Scene scene) throws FailedTextException {
    for (Expression condition : conditions) {
      if (!scene.holds(condition)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether it guards something: where it can't be told whether such a rule applies, the request is
   * refused.
   */
  boolean guards() {
    return actions.stream().anyMatch(action -> action.type().guards());
  }

  /** Whether any of its actions must succeed, once it is known that it applies. */
  boolean mustSucceed() {
    return actions.stream().anyMatch(action -> action.type().mustSucceed());
  }

  /** Whether a condition or an action asks for this variable or field. */
  boolean uses(String path) {
    return conditions.stream().anyMatch(each -> each.uses(path))
        || actions.stream().anyMatch(each -> each.uses(path));
  }
}
