package dev.keyway.bench.simulation;

import dev.keyway.request.Surface;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a strategy is put into.
 *
 * @param name what the report calls it
 * @param about what happens, in a sentence or two for the report
 * @param setting the part of a policy that names providers and keys
 * @param load what clients ask for
 * @param models what they name, best first
 * @param surface where
 * @param firstProvider whose keys are compared
 * @param providers makes the providers anew, for one run
 */
record Scenario(
    String name,
    String about,
    String setting,
    Load load,
    List<String> models,
    Surface surface,
    String firstProvider,
    Supplier<List<SimulatedProvider>> providers) {

  /** A request as its client sends it. The prompt's text stands for one of that many tokens. */
  String body(Demand demand) {
    String fallbacks =
        models.stream().skip(1).map(model -> '"' + model + '"').collect(Collectors.joining(","));
    return """
    {"model":"%s","models":[%s],"stream":true,"max_tokens":%d,"messages":[{"role":"user","content":"Conversation %d"}]}\
    """
        .formatted(models.getFirst(), fallbacks, demand.outputTokens(), demand.conversation());
  }
}
