package dev.keyway.classify;

import dev.keyway.document.DataFile;
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

  private static final List<KnownFailure> TABLE =
      DataFile.rows(KnownFailure.class, "failures.yaml", Row.class).stream()
          .map(Row::known)
          .toList();

  /** The rows in the order in which they are tried. */
  static List<KnownFailure> table() {
    return TABLE;
  }

  /** The columns of the file. {@code asOf} and {@code note} are for its readers. */
  private record Row(
      @Nullable String provider,
      @Nullable Integer status,
      @Nullable String type,
      @Nullable String code,
      @Nullable String messageStart,
      Scope scope,
      @Nullable String reason,
      String asOf,
      @Nullable String note) {

    KnownFailure known() {
      return new KnownFailure(
          new ClassifyRule(provider, status, type, code, messageStart, scope), reason);
    }
  }
}
