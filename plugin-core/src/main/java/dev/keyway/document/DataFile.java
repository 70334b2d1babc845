package dev.keyway.document;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The data that ships with the product: YAML lists on the class path, one row a line, each row a
 * record. What providers say and mean is kept so, where an operator can read it and a release can
 * correct it without touching code.
 */
public final class DataFile {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  private DataFile() {}

  /**
   * The rows of a file, in order. Members are the record's components in snake case; one that is
   * left out is null, one that is unknown is an error.
   *
   * @param beside the class whose package the file lies in
   * @param name the file's name
   * @throws IllegalStateException when the file is missing
   * @throws IllegalArgumentException when a row does not fit its record
   */
  public static <T> List<T> rows(Class<?> beside, String name, Class<T> row) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "data file " + name + " is missing beside " + beside.getName());
      }
      Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      return List.copyOf(
          MAPPER.convertValue(
              tree, MAPPER.getTypeFactory().constructCollectionType(List.class, row)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
