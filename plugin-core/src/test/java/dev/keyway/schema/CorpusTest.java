package dev.keyway.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keyway.document.DocumentReader;
import dev.keyway.document.Node;
import dev.keyway.document.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the schema says of whole files, beside what the reader says. */
class CorpusTest {

  private static final Judges JUDGES = new Judges(PolicySchema.generate());
  private static final Path RESOURCES = Path.of("src/test/resources");

  static List<Path> rightFiles() throws IOException {
    return files(RESOURCES.resolve("policies/old"), Path.of("../examples/quickstart"));
  }

  static List<Path> wrongFiles() throws IOException {
    return files(
        RESOURCES.resolve("dev/keyway/policy/problems"),
        RESOURCES.resolve("dev/keyway/policy/PolicyFuzzTestInputs/anyTextLoadsOrIsRefused"));
  }

  @ParameterizedTest
  @MethodSource("rightFiles")
  void rightFiles_arePassedByBoth(Path file) throws IOException {
    assertThat(JUDGES.readerErrors(Files.readAllBytes(file))).isEmpty();
    assertThat(schemaErrors(file)).isEmpty();
  }

  /** The schema knows less than the reader, and nothing else. */
  @ParameterizedTest
  @MethodSource("wrongFiles")
  void whatTheSchemaRefuses_theReaderRefuses(Path file) throws IOException {
    if (!schemaErrors(file).isEmpty()) {
      assertThat(JUDGES.readerErrors(Files.readAllBytes(file))).isNotEmpty();
    }
  }

  /** Files whose mistakes are of types, names of fields, or missing ones. */
  @ParameterizedTest
  @MethodSource("mistakesOfShape")
  void mistakesOfShape_areRefusedByBoth(String name) throws IOException {
    Path file = RESOURCES.resolve("dev/keyway/policy/problems").resolve(name + ".yaml");
    assertThat(JUDGES.readerErrors(Files.readAllBytes(file))).isNotEmpty();
    assertThat(schemaErrors(file)).isNotEmpty();
  }

  static List<String> mistakesOfShape() {
    return List.of("a-list", "access", "failover", "keys", "model-facts", "models");
  }

  @Test
  void corpora_areThere() throws IOException {
    assertThat(rightFiles()).hasSizeGreaterThan(10);
    assertThat(wrongFiles()).hasSizeGreaterThan(10);
  }

  private static List<String> schemaErrors(Path file) throws IOException {
    Node document = DocumentReader.read(Files.readAllBytes(file), new Problems());
    JsonNode json = document == null ? null : Nodes.json(document);
    return json == null ? List.of() : JUDGES.schemaErrors(json);
  }

  private static List<Path> files(Path... folders) throws IOException {
    List<Path> files = new java.util.ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> inside = Files.list(folder)) {
        inside.filter(file -> file.toString().matches(".*\\.(yaml|json)")).forEach(files::add);
      }
    }
    return files.stream().sorted().toList();
  }
}
