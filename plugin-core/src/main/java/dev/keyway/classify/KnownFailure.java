package dev.keyway.classify;

import dev.keyway.document.DataFile;
import dev.keyway.document.DataRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code failures.yaml}: what a provider's failure means when the policy says nothing of
 * it.
 *
 * @param rule what it looks like and what it means
 * @param reason what records call it where no code or type of the row does
 */
record KnownFailure(ClassifyRule rule, @Nullable String reason) {

  private static final List<String> FOR_READERS = List.of("as_of", "note");

  private static final List<KnownFailure> TABLE =
      DataFile.rows(KnownFailure.class, "failures.yaml", KnownFailure::of);

  /** The rows in the order in which they are tried. */
  static List<KnownFailure> table() {
    return TABLE;
  }

  private static KnownFailure of(DataRow row) {
    for (String forReaders : FOR_READERS) {
      row.textOrNull(forReaders);
    }
    return new KnownFailure(
        new ClassifyRule(
            row.textOrNull("provider"),
            row.numberOrNull("status"),
            row.textOrNull("type"),
            row.textOrNull("code"),
            row.textOrNull("message_start"),
            row.word("scope", Scope.class)),
        row.textOrNull("reason"));
  }
}
