package dev.keyway.select;

import dev.keyway.refusal.Refusal;
import dev.keyway.route.Candidate;
import dev.keyway.route.Exclusion;
import java.util.List;

/** What became of the candidates of a request under the policy's {@code model_selection}. */
public sealed interface ModelChoice {

  /** What each strategy did; empty when the policy has none. */
  List<ModelRun> runs();

  /** Models the client named that no strategy kept, with the reason. */
  List<Exclusion> excluded();

  /** There are models to try: in this order, never empty. */
  record Chosen(List<Candidate> candidates, List<ModelRun> runs, List<Exclusion> excluded)
      implements ModelChoice {

    public Chosen {
      candidates = List.copyOf(candidates);
      runs = List.copyOf(runs);
      excluded = List.copyOf(excluded);
    }
  }

  /** No strategy gave a model. */
  record None(Refusal refusal, List<ModelRun> runs, List<Exclusion> excluded)
      implements ModelChoice {

    public None {
      runs = List.copyOf(runs);
      excluded = List.copyOf(excluded);
    }
  }
}
