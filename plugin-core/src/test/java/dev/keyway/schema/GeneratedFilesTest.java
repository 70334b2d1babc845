package dev.keyway.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The files that are generated from the records are those in docs/. */
class GeneratedFilesTest {

  private static final Path DOCS = Path.of("../docs");
  private static final String REFRESH =
      "is not what the records of dev.keyway.schema say; write it anew with"
          + " ./mvnw test -pl plugin-core -Dtest=GeneratedFilesTest -Dkeyway.refresh";

  @Test
  void schema_isFresh() throws IOException {
    assertFresh("policy.schema.json", PolicySchema.generate().toPrettyString() + "\n");
  }

  @Test
  void reference_isFresh() throws IOException {
    JsonNode schema = PolicySchema.generate();
    assertFresh("policy-reference.md", PolicyReference.of(schema));
  }

  private static void assertFresh(String name, String generated) throws IOException {
    Path file = DOCS.resolve(name);
    if (System.getProperty("keyway.refresh") != null) {
      Files.writeString(file, generated);
    }
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as("docs/%s %s", name, REFRESH)
        .isEqualTo(generated);
  }
}
