package dev.keyway.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of the data that ships with Keyway: its kind and version on the first line ({@code #
 * keyway-models 1}), its date on the second ({@code # date 2026-11-01}), comments, the names of the
 * columns, then a row a line, cells separated by tabs.
 *
 * @param date when the facts in it were checked
 * @param columns the columns' places by their names
 * @param rows the data, in the order of the file
 */
record DataTable(LocalDate date, Map<String, Integer> columns, List<Row> rows) {

  /**
   * Reads a resource beside this class; one that is missing or not of this kind is a broken build.
   */
  static DataTable read(String resource, String kind) {
    Lines lines = new Lines(text(resource));
    expect(lines.next().equals("# " + kind + " 1"), resource, "does not begin with its kind");
    String date = lines.next();
    expect(date.startsWith("# date "), resource, "has no date on its second line");
    String head = lines.next();
    while (head.startsWith("#")) {
      head = lines.next();
    }
    Map<String, Integer> columns = columns(head);
    List<Row> rows = new ArrayList<>();
    while (lines.hasNext()) {
      rows.add(new Row(columns.size(), lines.next()));
    }
    return new DataTable(date(date.substring("# date ".length())), columns, rows);
  }

  /** The place of a column. */
  int column(String name) {
    Integer place = columns.get(name);
    if (place == null) {
      throw new IllegalStateException("a data file has no column " + name);
    }
    return place;
  }

  /** Reads {@code 2026-11-01}; the JDK's own reader takes longer to load than a whole table. */
  static LocalDate date(String text) {
    return LocalDate.of(
        Integer.parseInt(text, 0, 4, 10),
        Integer.parseInt(text, 5, 7, 10),
        Integer.parseInt(text, 8, 10, 10));
  }

  private static Map<String, Integer> columns(String line) {
    Map<String, Integer> columns = new HashMap<>();
    for (String name : line.split("\t", -1)) {
      columns.put(name, columns.size());
    }
    return columns;
  }

  private static String text(String resource) {
    try (InputStream in = DataTable.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the data file " + resource + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the data file " + resource + " can't be read", e);
    }
  }

  private static void expect(boolean holds, String resource, String otherwise) {
    if (!holds) {
      throw new IllegalStateException("the data file " + resource + " " + otherwise);
    }
  }

  /** The lines of a text, one after another. */
  private static final class Lines {

    private final String text;
    private int at;

    Lines(String text) {
      this.text = text;
    }

    boolean hasNext() {
      return at < text.length();
    }

    String next() {
      int end = text.indexOf('\n', at);
      String line = text.substring(at, end < 0 ? text.length() : end);
      at += line.length() + 1;
      return line;
    }
  }

  /** One row. A cell is cut out when it is asked for: most are not. */
  static final class Row {

    private final String line;
    private final int[] ends;

    Row(int columns, String line) {
      this.line = line;
      this.ends = new int[columns];
      int at = 0;
      for (int i = 0; i < columns; i++) {
        int tab = line.indexOf('\t', at);
        ends[i] = tab < 0 ? line.length() : tab;
        at = ends[i] + 1;
      }
      if (at != line.length() + 1) {
        throw new IllegalStateException("a data file's row has not one cell a column: " + line);
      }
    }

    /** The cell in the column of this place; empty where the fact is unknown. */
    String get(int column) {
      return line.substring(column == 0 ? 0 : ends[column - 1] + 1, ends[column]);
    }

    /** The cells from one column's place to another's as they stand in the line. */
    String span(int first, int last) {
      return line.substring(first == 0 ? 0 : ends[first - 1] + 1, ends[last]);
    }

    /** The parts of a cell that holds a list. */
    List<String> list(int column) {
      String cell = get(column);
      return cell.isEmpty() ? List.of() : List.of(cell.split(",", -1));
    }
  }
}
