package dev.keyway.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.keyway.document.Problem;
import dev.keyway.document.Problem.Severity;
import dev.keyway.policy.Policies;
import dev.keyway.policy.PolicyReader;
import dev.keyway.policy.PolicyReader.Origin;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The two that say whether a policy is right: the reader, and the schema in an editor. */
final class Judges {

  private final PolicyReader reader = Policies.reader(Severity.WARNING, new Origin.Operator());
  private final Schema schema;

  Judges(JsonNode schema) {
    this.schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
  }

  /** What the schema finds wrong. */
  List<String> schemaErrors(JsonNode document) {
    return schema.validate(document).stream().map(Object::toString).toList();
  }

  /** The errors the reader finds. */
  List<Problem> readerErrors(JsonNode document) {
    return readerErrors(document.toString().getBytes(StandardCharsets.UTF_8));
  }

  List<Problem> readerErrors(byte[] document) {
    return Policies.problems(reader.read("policy", document)).stream()
        .filter(problem -> problem.severity() == Severity.ERROR)
        .toList();
  }
}
