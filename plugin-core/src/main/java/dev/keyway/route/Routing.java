package dev.keyway.route;

import dev.keyway.refusal.Refusal;
import java.util.List;

/** What became of the names a client used. */
public sealed interface Routing {

  /** What was left out, and why. */
  List<Exclusion> excluded();

  /**
   * There is somebody to ask.
   *
   * @param candidates in the order they are tried, never empty
   * @param named how many of them, from the first, the client named itself; the others, which it
   *     left to the policy by {@code auto} or by naming none, {@code model_selection} may put in
   *     another order
   */
  record Found(List<Candidate> candidates, int named, List<Exclusion> excluded) implements Routing {

    public Found {
      candidates = List.copyOf(candidates);
      excluded = List.copyOf(excluded);
    }

    /** Candidates that are all of the client's naming, or whose order is settled. */
    public Found(List<Candidate> candidates, List<Exclusion> excluded) {
      this(candidates, candidates.size(), excluded);
    }
  }

  /** Nobody may serve it. */
  record Nothing(Refusal refusal, List<Exclusion> excluded) implements Routing {}
}
