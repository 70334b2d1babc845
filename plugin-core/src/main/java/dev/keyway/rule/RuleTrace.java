package dev.keyway.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one rule did, for the record. Rules whose conditions were not true leave none.
 *
 * @param path where it stands in the policy
 * @param name what its author calls it, or null
 * @param actions the actions that were carried out, by type, in order
 * @param error why it could not be told whether it applies, or why it ended early: a code and a
 *     place, never a value; or null
 */
public record RuleTrace(
    String path, @Nullable String name, List<String> actions, @Nullable String error) {

  public RuleTrace {
    actions = List.copyOf(actions);
  }
}
