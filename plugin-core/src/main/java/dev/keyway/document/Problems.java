package dev.keyway.document;

import dev.keyway.document.Problem.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is wrong with a document while it is read to its end. It keeps the first hundred
 * errors and the first hundred warnings and counts the rest, so that a hostile document can't fill
 * the memory. Not for several threads.
 */
public final class Problems {

  private static final int MOST = 100;

  private final List<Problem> errors = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private int unkept;

  /** Something that stops the document from loading. */
  public void error(Place place, String message) {
    add(Severity.ERROR, place, message, null);
  }

  /** Something that stops the document from loading, with the name that was probably meant. */
  public void error(Place place, String message, @Nullable String nearest) {
    add(Severity.ERROR, place, message, nearest);
  }

  /** Something its author should know although the document loads. */
  public void warning(Place place, String message) {
    add(Severity.WARNING, place, message, null);
  }

  /** Adds a problem. */
  public void add(Severity severity, Place place, String message, @Nullable String nearest) {
    List<Problem> kept = severity == Severity.ERROR ? errors : warnings;
    if (kept.size() < MOST) {
      kept.add(new Problem(severity, place.path(), place.line(), place.column(), message, nearest));
    } else {
      unkept++;
    }
  }

  private static int byPlace(Problem one, Problem other) {
    int lines = Integer.compare(one.line(), other.line());
    return lines != 0 ? lines : Integer.compare(one.column(), other.column());
  }

  /** Takes over what was found elsewhere. */
  void addAll(Problems others) {
    errors.addAll(others.errors);
    warnings.addAll(others.warnings);
    unkept += others.unkept;
  }

  /** Whether the document must not be used. */
  public boolean hasErrors() {
    return !errors.isEmpty();
  }

  /** Everything found, in the order of the places. */
  public List<Problem> inOrder() {
    List<Problem> all = new ArrayList<>(errors);
    all.addAll(warnings);
    all.sort(Problems::byPlace);
    if (unkept > 0) {
      Severity severity = hasErrors() ? Severity.ERROR : Severity.WARNING;
      all.add(new Problem(severity, "", 0, 0, "there are " + unkept + " further problems", null));
    }
    return List.copyOf(all);
  }
}
