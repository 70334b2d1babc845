package dev.keyway.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.keyway.http.ByteSlice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How providers' JSON is tokenized. */
final class AnswerJson {

  /** Whatever says that it used more tokens is not to be believed. */
  static final long MOST = Integer.MAX_VALUE;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  private AnswerJson() {}

  /**
   * Takes one member; the tokenizer stands at its value and must be left at the value's last token.
   */
  @FunctionalInterface
  interface MemberReader {
    void read(String name) throws IOException;
  }

  static JsonParser parser(ByteSlice bytes) throws IOException {
    return FACTORY.createParser(bytes.bytes(), bytes.offset(), bytes.length());
  }

  /** Reads the members of the object the tokenizer stands at; skips any other value. */
  static void members(JsonParser json, MemberReader reader) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      reader.read(name);
    }
  }

  /** Whether the value the tokenizer stands at is a text, list or object with something in it. */
  static boolean isFilled(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_STRING -> json.getTextLength() > 0;
      case START_ARRAY -> hasElements(json, JsonToken.END_ARRAY);
      case START_OBJECT -> hasElements(json, JsonToken.END_OBJECT);
      default -> false;
    };
  }

  private static boolean hasElements(JsonParser json, JsonToken end) throws IOException {
    boolean any = false;
    while (json.nextToken() != end) {
      any = true;
      json.skipChildren();
    }
    return any;
  }

  /** The count the tokenizer stands at, or null where this is none. */
  static @Nullable Long count(JsonParser json) throws IOException {
    boolean isCount =
        json.currentToken() == JsonToken.VALUE_NUMBER_INT
            && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER
            && json.getLongValue() >= 0
            && json.getLongValue() <= MOST;
    return isCount ? json.getLongValue() : null;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
