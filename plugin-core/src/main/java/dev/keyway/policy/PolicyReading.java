package dev.keyway.policy;

import dev.keyway.document.Problem;
import java.util.List;

/** What came of reading a policy. */
public sealed interface PolicyReading {

  /** It loads; it may still hold warnings. */
  record Loaded(Policy policy) implements PolicyReading {}

  /** It does not load. The problems hold at least one error, in the order of their places. */
  record Refused(List<Problem> problems) implements PolicyReading {}
}
