package dev.keyway.record;

import dev.keyway.rule.RuleTrace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of a policy did with a request.
 *
 * @param traces the rules that ran, or could not
 * @param answered the status of the answer that a rule gave, or null
 * @param earlier what {@code ai-gateway} actions came to before this one, which was tried since
 *     they failed
 * @param logs what {@code log} actions wrote
 */
public record Ruled(
    List<RuleTrace> traces,
    @Nullable Integer answered,
    List<DecisionRecord> earlier,
    List<LogEntry> logs) {

  /** The policy has no rules of its own. */
  public static final Ruled NOTHING = new Ruled(List.of(), null, List.of(), List.of());

  public Ruled {
    traces = List.copyOf(traces);
    earlier = List.copyOf(earlier);
    logs = List.copyOf(logs);
  }
}
