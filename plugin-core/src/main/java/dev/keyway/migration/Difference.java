package dev.keyway.migration;

import dev.keyway.document.DataFile;
import dev.keyway.document.DataRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something in a file that means something else here: a row of {@code differences.yaml}. Of {@code
 * field}, {@code action}, {@code phase} and {@code mentions} it has one.
 *
 * @param topic what it is about
 * @param field counts when a field of this name stands anywhere in the file
 * @param action counts when an action of this type does
 * @param phase counts when this phase has rules
 * @param mentions counts when a text matches this regular expression
 * @param unless a field that makes it not count
 * @param here what it means
 * @param keep what to write to have it as before, or null: nothing
 */
record Difference(
    String topic,
    @Nullable String field,
    @Nullable String action,
    @Nullable String phase,
    @Nullable String mentions,
    @Nullable String unless,
    String here,
    @Nullable String keep) {

  /** All that are known. */
  static List<Difference> all() {
    return DataFile.rows(Difference.class, "differences.yaml", Difference::of);
  }

  private static Difference of(DataRow row) {
    return new Difference(
        row.text("topic"),
        row.textOrNull("field"),
        row.textOrNull("action"),
        row.textOrNull("phase"),
        row.textOrNull("mentions"),
        row.textOrNull("unless"),
        row.text("here"),
        row.textOrNull("keep"));
  }

  /** Whether it concerns this file. */
  boolean concerns(Outline outline) {
    return isIn(outline) && (unless == null || !outline.hasField(unless));
  }

  private boolean isIn(Outline outline) {
    return (field != null && outline.hasField(field))
        || (action != null && outline.hasAction(action))
        || (phase != null && outline.hasPhase(phase))
        || (mentions != null && outline.mentions(mentions));
  }
}
