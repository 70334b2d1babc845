package dev.keyway.request;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.keyway.request.AiRequest.Member;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members that Keyway reads, gathered as the tokenizer comes upon them. Each must stand once
 * and be spelled exactly: parsers differ in which of two they take, and some compare names without
 * regard to case (Go's encoding/json), so a second one could tell the provider something else.
 */
final class RequestFields {

  /** Names of models and users: long enough for every provider's, short enough to be remembered. */
  static final int LONGEST_TEXT = 1024;

  static final int MOST_MODELS = 100;

  private static final Set<String> SINGLE =
      Set.of(
          "model",
          "models",
          "stream",
          "stream_options",
          "max_tokens",
          "max_completion_tokens",
          "tools",
          "user",
          "metadata",
          "system",
          "messages");

  private static final int LONGEST_SINGLE = "max_completion_tokens".length();

  private final JsonParser json;
  private final Format format;
  private final Set<String> seen = new HashSet<>();

  private @Nullable String model;
  private List<String> models = List.of();
  private boolean stream;
  private boolean includeUsage;
  private @Nullable Long maxTokens;
  private boolean tools;
  private @Nullable String user;

  RequestFields(JsonParser json, Format format) {
    this.json = json;
    this.format = format;
  }

  AiRequest request(Surface surface, byte[] body, List<Member> members) {
    Long limit = maxTokens == null || maxTokens < 0 ? null : maxTokens;
    return new AiRequest(
        surface, body, members, model, models, stream, includeUsage, limit, tools, user);
  }

  /** Takes the value the tokenizer stands at; leaves it at the value's last token. */
  void read(String name) throws IOException, MalformedBodyException {
    checkSingle(name);
    switch (name) {
      case "model" -> model = text("model");
      case "models" -> models = texts("models");
      case "stream" -> stream = flag("stream");
      case "stream_options" -> readInside("stream_options", "include_usage");
      case "max_tokens", "max_completion_tokens" -> maxTokens = larger(maxTokens, count(name));
      case "tools" -> tools = hasElements("tools");
      case "user" -> readUser();
      case "metadata" -> readMetadata();
      default -> json.skipChildren();
    }
  }

  private void readUser() throws IOException, MalformedBodyException {
    if (format == Format.OPENAI) {
      user = text("user");
    } else {
      json.skipChildren();
    }
  }

  private void readMetadata() throws IOException, MalformedBodyException {
    if (format == Format.ANTHROPIC) {
      readInside("metadata", "user_id");
    } else {
      json.skipChildren();
    }
  }

  /**
   * Reads one member of an object: {@code stream_options.include_usage} or {@code
   * metadata.user_id}.
   */
  private void readInside(String outer, String inner) throws IOException, MalformedBodyException {
    if (!isGiven(outer, "an object", JsonToken.START_OBJECT)) {
      return;
    }
    String path = outer + "." + inner;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean wanted = json.currentName().equals(inner);
      json.nextToken();
      if (!wanted) {
        json.skipChildren();
        continue;
      }
      checkFirst(path);
      switch (inner) {
        case "include_usage" -> includeUsage = flag(path);
        case "user_id" -> user = text(path);
        default -> throw new AssertionError(path);
      }
    }
  }

  private void checkSingle(String name) throws MalformedBodyException {
    if (SINGLE.contains(name)) {
      checkFirst(name);
    } else if (name.length() <= LONGEST_SINGLE && SINGLE.contains(folded(name))) {
      throw new MalformedBodyException(
          "a name differs from `" + folded(name) + "` only in case, before byte " + offset());
    }
  }

  /** Upper case first: it folds the long s and the Kelvin sign as case-insensitive parsers do. */
  private static String folded(String name) {
    return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  private void checkFirst(String path) throws MalformedBodyException {
    if (!seen.add(path)) {
      throw new MalformedBodyException(
          "`" + path + "` stands twice, the second time before byte " + offset());
    }
  }

  private @Nullable String text(String path) throws IOException, MalformedBodyException {
    return isGiven(path, "text", JsonToken.VALUE_STRING) ? name(path) : null;
  }

  private String name(String path) throws IOException, MalformedBodyException {
    String text = json.getText();
    if (text.isEmpty()) {
      throw wrong(path, "must not be empty");
    }
    if (text.length() > LONGEST_TEXT) {
      throw wrong(path, "is longer than " + LONGEST_TEXT + " characters");
    }
    if (!isWellFormed(text)) {
      throw wrong(path, "holds half of a surrogate pair or a control character");
    }
    return text;
  }

  /** Names end up in records, logs and headers, which can hold neither. */
  private static boolean isWellFormed(String text) {
    return text.codePoints()
        .noneMatch(c ->
            c < ' ' || c == 0x7F || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }

  private List<String> texts(String path) throws IOException, MalformedBodyException {
    List<String> texts = new ArrayList<>();
    if (!isGiven(path, "a list of texts", JsonToken.START_ARRAY)) {
      return texts;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (texts.size() == MOST_MODELS) {
        throw wrong(path, "has more than " + MOST_MODELS + " elements");
      }
      String element = path + "[" + texts.size() + "]";
      if (json.currentToken() != JsonToken.VALUE_STRING) {
        throw wrongType(element, "text");
      }
      texts.add(name(element));
    }
    return texts;
  }

  private boolean flag(String path) throws MalformedBodyException {
    return switch (json.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE, VALUE_NULL -> false;
      default -> throw wrongType(path, "true or false");
    };
  }

  private boolean hasElements(String path) throws IOException, MalformedBodyException {
    if (!isGiven(path, "a list", JsonToken.START_ARRAY)) {
      return false;
    }
    boolean elements = false;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      elements = true;
      json.skipChildren();
    }
    return elements;
  }

  private @Nullable Long count(String path) throws IOException, MalformedBodyException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (!json.currentToken().isNumeric()) {
      throw wrongType(path, "a whole number");
    }
    // As a double, which some clients write (1024.0) and which no exponent makes expensive.
    double value = json.getDoubleValue();
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw wrong(path, "must be a whole number of at most " + Integer.MAX_VALUE);
    }
    return (long) value;
  }

  /** The larger of two limits; a negative one means none, which is the largest. */
  private static @Nullable Long larger(@Nullable Long one, @Nullable Long other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one < 0 || other < 0 ? Long.valueOf(-1) : Long.valueOf(Math.max(one, other));
  }

  private boolean isGiven(String path, String expected, JsonToken token)
      throws MalformedBodyException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return false;
    }
    if (json.currentToken() != token) {
      throw wrongType(path, expected);
    }
    return true;
  }

  private MalformedBodyException wrongType(String path, String expected) {
    return wrong(path, "must be " + expected + ", not " + RequestJson.kind(json.currentToken()));
  }

  private MalformedBodyException wrong(String path, String what) {
    return new MalformedBodyException("`" + path + "` " + what + " (byte " + offset() + ")");
  }

  private long offset() {
    return json.currentTokenLocation().getByteOffset();
  }
}
