package dev.keyway.provider;

import dev.keyway.catalogue.Endpoint.SurfaceSupport;
import dev.keyway.request.Surface;
import dev.keyway.route.Candidate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which top-level fields of a body a candidate does not take.
 *
 * @param allowed the only ones its surface takes, or null when there is no such list
 * @param blocked those its model does not take
 */
record FieldRules(@Nullable Set<String> allowed, Set<String> blocked) {

  /** What routing and carrier have decided by. */
  static final Set<String> DECIDED = Set.of("model", "models", "stream");

  /** Without these a request says nothing, so that no list of parameters means them. */
  private static final Set<String> ESSENTIAL =
      Set.of(
          "model",
          "messages",
          "system",
          "input",
          "instructions",
          "prompt",
          "stream",
          "query",
          "documents",
          "file",
          "image",
          "image[]",
          "voice");

  static FieldRules of(Surface surface, Candidate candidate) {
    SurfaceSupport support = candidate.endpoint().surfaces().get(surface);
    return new FieldRules(
        support == null ? null : support.supportedParams(), candidate.model().unsupportedParams());
  }

  /** Whether there is anything that is not taken. */
  boolean any() {
    return allowed != null || !blocked.isEmpty();
  }

  boolean exclude(String name) {
    if (DECIDED.contains(name)) {
      return false;
    }
    boolean notAllowed = allowed != null && !allowed.contains(name) && !ESSENTIAL.contains(name);
    return notAllowed || blocked.contains(name);
  }
}
