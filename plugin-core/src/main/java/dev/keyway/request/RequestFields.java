package dev.keyway.request;

import dev.keyway.request.AiRequest.Member;
import dev.keyway.scan.JsonTokens;
import dev.keyway.scan.JsonTokens.Token;
import dev.keyway.scan.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The members that Keyway reads, gathered as the tokenizer comes upon them. Each must stand once
 * and be spelled exactly: parsers differ in which of two they take, and some compare names without
 * regard to case (Go's encoding/json), so a second one could tell the provider something else.
 */
final class RequestFields {

  private static final Set<String> SINGLE =
      Stream.concat(
              PromptReader.MEMBERS.stream(),
              Stream.of(
                  "model",
                  "models",
                  "stream",
                  "stream_options",
                  "max_tokens",
                  "max_completion_tokens",
                  "max_output_tokens",
                  "user",
                  "metadata"))
          .collect(Collectors.toUnmodifiableSet());

  private static final int LONGEST_SINGLE = "max_completion_tokens".length();

  private final JsonTokens json;
  private final TypedValues values;
  private final Format format;
  private final List<String> seen = new ArrayList<>();

  private @Nullable String model;
  private List<String> models = List.of();
  private boolean stream;
  private boolean includeUsage;
  private @Nullable Long maxTokens;
  private boolean tools;
  private @Nullable String user;

  RequestFields(JsonTokens json, Format format) {
    this.json = json;
    this.values = new TypedValues(json);
    this.format = format;
  }

  AiRequest request(Surface surface, byte[] body, List<Member> members) {
    Long limit = maxTokens == null || maxTokens < 0 ? null : maxTokens;
    return new AiRequest(
        surface, body, members, model, models, stream, includeUsage, limit, tools, user);
  }

  /** Takes the value the tokenizer stands at; leaves it at the value's last token. */
  void read(String name) throws MalformedJsonException, MalformedBodyException {
    checkSingle(name);
    switch (name) {
      case "model" -> model = values.text("model");
      case "models" -> models = values.texts("models");
      case "stream" -> stream = values.flag("stream");
      case "stream_options" -> readInside("stream_options", "include_usage");
      case "max_tokens", "max_completion_tokens", "max_output_tokens" ->
          maxTokens = larger(maxTokens, values.count(name));
      case "tools" -> tools = values.hasElements("tools");
      case "user" -> readUser();
      case "metadata" -> readMetadata();
      default -> json.skip();
    }
  }

  private void readUser() throws MalformedJsonException, MalformedBodyException {
    if (format == Format.OPENAI) {
      user = values.text("user");
    } else {
      json.skip();
    }
  }

  private void readMetadata() throws MalformedJsonException, MalformedBodyException {
    if (format == Format.ANTHROPIC) {
      readInside("metadata", "user_id");
    } else {
      json.skip();
    }
  }

  /**
   * Reads one member of an object: {@code stream_options.include_usage} or {@code
   * metadata.user_id}.
   */
  private void readInside(String outer, String inner)
      throws MalformedJsonException, MalformedBodyException {
    if (!values.isGiven(outer, "an object", Token.OBJECT)) {
      return;
    }
    String path = outer + "." + inner;
    while (json.next() == Token.NAME) {
      boolean wanted = json.text().equals(inner);
      json.next();
      if (!wanted) {
        json.skip();
        continue;
      }
      checkFirst(path);
      switch (inner) {
        case "include_usage" -> includeUsage = values.flag(path);
        case "user_id" -> user = values.text(path);
        default -> throw new AssertionError(path);
      }
    }
  }

  private void checkSingle(String name) throws MalformedBodyException {
    if (SINGLE.contains(name)) {
      checkFirst(name);
    } else if (name.length() <= LONGEST_SINGLE
        && !isFolded(name)
        && SINGLE.contains(folded(name))) {
      throw new MalformedBodyException(
          "a name differs from `"
              + folded(name)
              + "` only in case, before byte "
              + values.offset());
    }
  }

  /** Nearly every name is. */
  private static boolean isFolded(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c > 'z' || (c >= 'A' && c <= 'Z')) {
        return false;
      }
    }
    return true;
  }

  /** Upper case first: it folds the long s and the Kelvin sign as case-insensitive parsers do. */
  private static String folded(String name) {
    return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  private void checkFirst(String path) throws MalformedBodyException {
    if (seen.contains(path)) {
      throw new MalformedBodyException(
          "`" + path + "` stands twice, the second time before byte " + values.offset());
    }
    seen.add(path);
  }

  /** The larger of two limits; a negative one means none, which is the largest. */
  private static @Nullable Long larger(@Nullable Long one, @Nullable Long other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one < 0 || other < 0 ? Long.valueOf(-1) : Long.valueOf(Math.max(one, other));
  }
}
