package dev.keyway.document;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/**
 * Finds the known names a misspelt one was meant to be. Case, hyphens and underscores weigh
 * nothing. Offer the known names, then ask for the best.
 */
public final class Nearest {

  /** Nobody misspells more than this, and names that clients send are not bounded. */
  private static final int LONGEST = 200;

  private static final int SHORTEST_START = 3;

  private final String wanted;
  private final int farthest;
  private final LevenshteinDistance edits;
  private final Map<String, Integer> near = new LinkedHashMap<>();

  /** Begins a search for what this name was meant to be. */
  public Nearest(String name) {
    this.wanted = name.length() > LONGEST ? "" : folded(name);
    this.farthest = Math.clamp(wanted.length() / 3, 1, 4);
    this.edits = new LevenshteinDistance(farthest);
  }

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
    Nearest nearest = new Nearest(name);
    known.forEach(nearest::offer);
    return nearest.best(count);
  }

  /** Takes a known name into account. */
  public void offer(String known) {
    keep(known, distance(folded(known)));
  }

  /**
   * Takes a known name into account that has parts, as models' ids do: whole and by what follows
   * its last slash; the start of one that was not finished is the farthest that is still near.
   */
  public void offerWithParts(String known) {
    String whole = folded(known);
    String last = whole.substring(whole.lastIndexOf('/') + 1);
    keep(known, Math.min(orUnfinished(whole), orUnfinished(last)));
  }

  /** The nearest, best first, earlier ones first among equals; at most {@code count}. */
  public List<String> best(int count) {
    return near.entrySet().stream()
        .sorted(Comparator.comparingInt(Map.Entry::getValue))
        .limit(count)
        .map(Map.Entry::getKey)
        .toList();
  }

  private void keep(String known, int distance) {
    if (distance <= farthest) {
      near.putIfAbsent(known, distance);
    }
  }

  private int orUnfinished(String known) {
    boolean unfinished = wanted.length() >= SHORTEST_START && known.startsWith(wanted);
    int distance = distance(known);
    return unfinished ? Math.min(distance, farthest) : distance;
  }

  /** Letters in another order are one slip, however far they went. */
  private int distance(String known) {
    if (wanted.isEmpty() || Math.abs(known.length() - wanted.length()) > farthest) {
      return Integer.MAX_VALUE;
    }
    int distance = edits.apply(wanted, known);
    boolean reordered = distance != 0 && Arrays.equals(letters(wanted), letters(known));
    return reordered ? 1 : distance < 0 ? Integer.MAX_VALUE : distance;
  }

  private static int[] letters(String name) {
    return name.chars().sorted().toArray();
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }
}
