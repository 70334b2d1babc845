package dev.keyway.select;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one strategy over models did, for the record.
 *
 * @param strategy its text
 * @param error a code and position when it failed, else null; never the library's text
 * @param returned how many models it gave
 * @param allowed how many of these the policy and the caller allow
 * @param asked how many of those the client asked for, by name or by leaving the choice
 * @param models the first models that are tried for it, {@code provider:model}, in order; empty
 *     when the next strategy was asked
 */
public record ModelRun(
    String strategy,
    @Nullable String error,
    int returned,
    int allowed,
    int asked,
    List<String> models) {

  public ModelRun {
    models = List.copyOf(models);
  }

  static ModelRun failed(String strategy, String error) {
    return new ModelRun(strategy, error, 0, 0, 0, List.of());
  }
}
