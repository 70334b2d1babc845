package dev.keyway.document;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/**
 * Finds the known name a misspelt one was meant to be. Case, hyphens and underscores weigh nothing.
 */
public final class Nearest {

  private static final int LONGEST = 200;

  private Nearest() {}

  /**
   * The known name nearest to this one, or null when none is near. Of equally near ones the first
   * listed.
   */
  public static @Nullable String of(String name, Collection<String> known) {
    List<String> best = of(name, known, 1);
    return best.isEmpty() ? null : best.getFirst();
  }

  /**
   * The known names nearest to this one, best first, at most {@code count}; empty when none is
   * near.
   */
  public static List<String> of(String name, Collection<String> known, int count) {
    if (name.isEmpty() || name.length() > LONGEST) {
      return List.of();
    }
    String wanted = folded(name);
    LevenshteinDistance edits = new LevenshteinDistance(farthest(wanted.length()));
    return known.stream()
        .map(candidate -> new Candidate(candidate, distance(wanted, folded(candidate), edits)))
        .filter(candidate -> candidate.distance() >= 0)
        .sorted(Comparator.comparingInt(Candidate::distance))
        .limit(count)
        .map(Candidate::name)
        .toList();
  }

  /** Letters in another order are one slip, however far they went. */
  private static int distance(String wanted, String candidate, LevenshteinDistance edits) {
    int distance = edits.apply(wanted, candidate);
    boolean reordered = distance != 0 && Arrays.equals(letters(wanted), letters(candidate));
    return reordered ? 1 : distance;
  }

  private static int[] letters(String name) {
    return name.chars().sorted().toArray();
  }

  /** One slip in a short name, one in three letters of a longer one. */
  private static int farthest(int length) {
    return Math.clamp(length / 3, 1, 4);
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  private record Candidate(String name, int distance) {}
}
