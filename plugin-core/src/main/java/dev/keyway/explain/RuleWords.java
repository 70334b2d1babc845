package dev.keyway.explain;

import dev.keyway.rule.RuleTrace;

/** What a rule did, in words. */
public final class RuleWords {

  private RuleWords() {}

  /** {@code on_http_request[0] (shared secret): deny}. */
  public static String of(RuleTrace trace) {
    String name = trace.name() == null ? "" : " (" + trace.name() + ")";
    return trace.path() + name + ": " + did(trace);
  }

  /** What it did: its actions, and why it ended early. */
  public static String did(RuleTrace trace) {
    String actions = String.join(", ", trace.actions());
    if (trace.error() == null) {
      return actions;
    }
    String failed = "could not be evaluated (" + trace.error() + ")";
    return actions.isEmpty() ? failed : actions + "; then " + failed;
  }
}
