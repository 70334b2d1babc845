package dev.keyway.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/surfaces.md says of each surface what the program knows of it. */
class SurfacesPageTest {

  private static final Path PAGE = Path.of("../docs/surfaces.md");

  /** Of every row: name, path, body, output limits. */
  @Test
  void page_hasARowForEverySurface() throws IOException {
    List<List<String>> rows =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> List.of(line.split(" *\\| *", -1)))
            .map(cells -> List.of(cells.get(1), cells.get(2), cells.get(3), cells.get(5)))
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(Surface.values()).map(SurfacesPageTest::row).toList());
  }

  private static List<String> row(Surface surface) {
    return List.of(
        code(surface.wireName()),
        code(surface.path()),
        surface.forms().stream()
            .map(form -> form == BodyForm.JSON ? "JSON" : "multipart")
            .collect(Collectors.joining(" or ")),
        surface.outputLimits().isEmpty()
            ? "–"
            : surface.outputLimits().stream()
                .map(SurfacesPageTest::code)
                .collect(Collectors.joining(", ")));
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
