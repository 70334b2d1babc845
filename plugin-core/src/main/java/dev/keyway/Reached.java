package dev.keyway;

import dev.keyway.request.AiRequest;
import dev.keyway.route.Exclusion;
import dev.keyway.select.ModelRun;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a request came at an {@code ai-gateway} action that sent it nowhere.
 *
 * @param ai what its body asked for, or null when it was not read
 * @param excluded models that were left out
 * @param modelRuns what strategies over models did
 * @param inputTokens tokens of the prompt, or null when they were not counted
 */
record Reached(
    @Nullable AiRequest ai,
    List<Exclusion> excluded,
    List<ModelRun> modelRuns,
    @Nullable Long inputTokens) {

  /** Its body was not even read. */
  static final Reached NOTHING = new Reached(null, List.of(), List.of(), null);

  static Reached routing(AiRequest ai, List<Exclusion> excluded) {
    return new Reached(ai, excluded, List.of(), null);
  }
}
