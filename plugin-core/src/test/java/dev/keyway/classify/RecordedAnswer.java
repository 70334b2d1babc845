package dev.keyway.classify;

import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An answer of {@code src/test/resources/providers} with what it must come to; the README there
 * says how it is written.
 */
public record RecordedAnswer(
    String providerId, String name, Map<String, String> expected, Outcome.Answered answer) {

  /** All of them, in the order of their names. */
  public static List<RecordedAnswer> all() {
    URL root = Objects.requireNonNull(RecordedAnswer.class.getResource("/providers"));
    try (Stream<Path> files = Files.walk(Path.of(root.toURI()))) {
      return files
          .filter(file -> file.toString().endsWith(".http"))
          .sorted()
          .map(RecordedAnswer::read)
          .toList();
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** What a line says, or null when there is none. */
  public @Nullable String expected(String line) {
    return expected.get(line);
  }

  @Override
  public String toString() {
    return providerId + "/" + name;
  }

  private static RecordedAnswer read(Path file) {
    try {
      String text = Files.readString(file);
      int split = text.indexOf("\n\n");
      List<String> lines = text.substring(0, split).lines().toList();
      String body = text.substring(split + 2);
      Map<String, String> expected = new HashMap<>();
      lines.stream()
          .filter(line -> line.startsWith("# "))
          .map(line -> line.substring(2).split(": ", 2))
          .forEach(pair -> expected.put(pair[0], pair[1]));
      String name = file.getFileName().toString().replace(".http", "");
      String provider = Objects.requireNonNull(file.getParent()).getFileName().toString();
      return new RecordedAnswer(
          provider,
          name,
          expected,
          answer(lines, expected.getOrDefault("prefix", "COMPLETE"), body));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Outcome.Answered answer(List<String> lines, String prefix, String body) {
    Headers.Builder headers = Headers.builder();
    int status = 0;
    for (String line : lines) {
      if (line.startsWith("HTTP/1.1 ")) {
        status = Integer.parseInt(line.substring(9, 12));
      } else if (!line.startsWith("#")) {
        String[] field = line.split(": ", 2);
        headers.add(field[0], field[1]);
      }
    }
    return new Outcome.Answered(
        status,
        headers.build(),
        Outcome.Prefix.valueOf(prefix),
        ByteSlice.of(body.getBytes(StandardCharsets.UTF_8)));
  }
}
