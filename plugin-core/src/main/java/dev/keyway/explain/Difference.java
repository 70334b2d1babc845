package dev.keyway.explain;

import java.util.ArrayList;
import java.util.List;

/**
 * One respect in which two plans differ.
 *
 * @param what such as {@code candidates}, {@code keys of openai:gpt-4o}
 * @param before what stands in the first plan; of what has no order, only what the other has not
 * @param after the same of the second plan
 * @param ordered whether the order means something
 */
public record Difference(String what, List<String> before, List<String> after, boolean ordered) {

  public Difference {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /**
   * One line of a comparison.
   *
   * @param added whether it is in the second plan alone; else in the first
   * @param position its place there, from 1
   */
  public record Line(boolean added, int position, String text) {}

  /** What has to go and what has to come to make the first into the second. */
  public List<Line> lines() {
    int[][] common = common();
    List<Line> lines = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
        i++;
        j++;
      } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
        lines.add(new Line(false, i + 1, before.get(i++)));
      } else {
        lines.add(new Line(true, j + 1, after.get(j++)));
      }
    }
    return lines;
  }

  /** Lengths of the longest common subsequences of what begins at i and at j. */
  private int[][] common() {
    int[][] common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
