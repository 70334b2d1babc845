package dev.keyway.hostconfig;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON that people read, the same on every machine. */
public final class PrettyJson {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final ObjectWriter LINES = lines();
  private static final ObjectWriter ASCII = MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

  private PrettyJson() {}

  /** Over several lines, the last of which has its end. */
  public static String of(JsonNode value) {
    return written(LINES, value) + "\n";
  }

  /** In one line, of printable ASCII alone. */
  public static String inOneLine(JsonNode value) {
    return written(ASCII, value);
  }

  private static String written(ObjectWriter writer, JsonNode value) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }

  private static ObjectWriter lines() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    return MAPPER.writer(
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(lines)
            .withArrayIndenter(lines));
  }
}
