package dev.keyway.route;

import dev.keyway.refusal.Refusal;
import java.util.List;

/** What became of the names a client used. */
public sealed interface Routing {

  /** What was left out, and why. */
  List<Exclusion> excluded();

  /** There is somebody to ask: candidates in the order they are tried, never empty. */
  record Found(List<Candidate> candidates, List<Exclusion> excluded) implements Routing {

    public Found {
      candidates = List.copyOf(candidates);
      excluded = List.copyOf(excluded);
    }
  }

  /** Nobody may serve it. */
  record Nothing(Refusal refusal, List<Exclusion> excluded) implements Routing {}
}
