package dev.keyway.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The data that ships with the product: YAML lists on the class path, one row a line, each row a
 * record. What providers say and mean is kept so, where an operator can read it and a release can
 * correct it without touching code.
 */
public final class DataFile {

  private DataFile() {}

  /**
   * The rows of a file, in order.
   *
   * @param beside the class whose package the file lies in
   * @param name the file's name
   * @param reading makes a record of a row; has to ask for every member that a row may have
   * @throws IllegalStateException when the file is missing
   * @throws IllegalArgumentException when a row lacks a member, has an unknown one, or one of
   *     another kind than was asked for
   */
  public static <T> List<T> rows(Class<?> beside, String name, Function<DataRow, T> reading) {
    List<T> rows = new ArrayList<>();
    for (Object members : list(beside, name)) {
      DataRow row = new DataRow("row " + (rows.size() + 1) + " of " + name, members);
      rows.add(reading.apply(row));
      row.refuseOthers();
    }
    return List.copyOf(rows);
  }

  private static List<?> list(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "data file " + name + " is missing beside " + beside.getName());
      }
      Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      if (tree instanceof List<?> rows) {
        return rows;
      }
      throw new IllegalArgumentException("data file " + name + " is no list of rows");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
