package dev.keyway.server.explain;

import java.util.ArrayList;
import java.util.List;

/** Rows whose cells stand below each other. */
final class Columns {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** The rows, each indented, without blanks at their ends. */
  List<String> lines(String indent) {
    List<Integer> widths = widths();
    return rows.stream().map(row -> indent + line(row, widths)).map(String::stripTrailing).toList();
  }

  private static String line(List<String> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String cell = row.get(i);
      line.append(cell);
      if (i < row.size() - 1) {
        line.append(" ".repeat(widths.get(i) - length(cell))).append(GAP);
      }
    }
    return line.toString();
  }

  private List<Integer> widths() {
    List<Integer> widths = new ArrayList<>();
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        int length = length(row.get(i));
        if (i == widths.size()) {
          widths.add(length);
        } else {
          widths.set(i, Math.max(widths.get(i), length));
        }
      }
    }
    return widths;
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
