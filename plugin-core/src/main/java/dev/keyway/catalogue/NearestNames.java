package dev.keyway.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the known names a mistyped one was most likely meant to be. */
final class NearestNames {

  /** Nobody mistypes more than this, and names that clients send are not bounded. */
  private static final int LONGEST = 128;

  private final String wanted;
  private final int threshold;
  private final LevenshteinDistance distance;
  private final Map<String, Integer> found = new LinkedHashMap<>();

  NearestNames(String wanted) {
    this.wanted = Shelf.lower(wanted);
    this.threshold = Math.clamp(wanted.length() / 3, 1, 4);
    this.distance = new LevenshteinDistance(threshold);
  }

  /** Takes a known name into account, whole and by what follows its last slash. */
  void offer(String name) {
    if (wanted.length() > LONGEST) {
      return;
    }
    String known = Shelf.lower(name);
    int score = Math.min(score(known), score(known.substring(known.lastIndexOf('/') + 1)));
    if (score <= threshold) {
      found.putIfAbsent(name, score);
    }
  }

  /** The best, earlier ones first among equals. */
  List<String> best(int count) {
    List<Map.Entry<String, Integer>> entries = new ArrayList<>(found.entrySet());
    entries.sort(Comparator.comparingInt(Map.Entry::getValue));
    return entries.stream().limit(count).map(Map.Entry::getKey).toList();
  }

  /**
   * The edits between the two; a beginning that was not finished counts as the most that is still
   * near.
   */
  private int score(String known) {
    if (Math.abs(known.length() - wanted.length()) <= threshold) {
      int edits = distance.apply(wanted, known);
      return edits < 0 ? Integer.MAX_VALUE : edits;
    }
    return wanted.length() > 2 && known.startsWith(wanted) ? threshold : Integer.MAX_VALUE;
  }
}
