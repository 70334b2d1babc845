package dev.keyway.stream;

import static dev.keyway.stream.AnswerJson.ascii;
import static dev.keyway.stream.AnswerJson.isFilled;
import static dev.keyway.stream.AnswerJson.members;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.Dialect;
import dev.keyway.request.Format;
import dev.keyway.scan.QuotedWords;
import java.io.IOException;
import java.util.Set;

/**
 * Chunks of OpenAI's chat completions (API reference, "The chat completion chunk object") and of
 * the older completions, whose choices hold their text themselves, and what compatible providers
 * make of them. Content is not a list of known fields: whatever a delta holds besides its role
 * counts, since providers name reasoning, audio and the like as they please.
 */
final class ChatEvents implements AnswerEvents {

  private static final byte[] DONE = ascii("[DONE]");
  private static final byte[] ERROR_NAME = ascii("error");

  /** OpenAI writes {@code "usage":null} into every chunk but the last: that tells nothing. */
  private static final QuotedWords TELLING =
      QuotedWords.of(
          "\"usage\":{",
          "\"usage\": {",
          "\"error\"",
          "\"finish_reason\":\"",
          "\"finish_reason\": \"");

  /** Members of a delta that say who speaks, not what; {@code channel} is Groq's for gpt-oss. */
  private static final Set<String> NOT_CONTENT = Set.of("role", "name", "channel");

  private final OpenAiUsage usage = new OpenAiUsage();
  private boolean content;
  private boolean error;
  private boolean finished;

  @Override
  public boolean matters(SseEvent event) {
    return event.mentions(TELLING) || event.dataIs(DONE) || event.isNamed(ERROR_NAME);
  }

  @Override
  public Meaning read(SseEvent event) {
    if (event.dataIs(DONE)) {
      return Meaning.END;
    }
    content = false;
    error = event.isNamed(ERROR_NAME);
    try (JsonParser json = AnswerJson.parser(event.data())) {
      json.nextToken();
      members(json, name -> chunkMember(json, name));
    } catch (IOException e) {
      // Cut off, or no JSON: what was read until there stands.
    }
    if (error) {
      return Meaning.ERROR;
    }
    return content ? Meaning.CONTENT : Meaning.NOTHING;
  }

  @Override
  public byte[] ending(Refusal refusal) {
    return Dialect.of(Format.OPENAI).brokenStreamEnding(refusal);
  }

  @Override
  public boolean finished() {
    return finished;
  }

  @Override
  public ReportedUsage usage() {
    return usage;
  }

  private void chunkMember(JsonParser json, String name) throws IOException {
    switch (name) {
      case "error" -> error |= isFilled(json);
      // An older vLLM: {"object":"error","message":…}.
      case "object" -> error |= isText(json, "error");
      case "choices" -> choices(json);
      case "usage" -> usage.read(json);
      // Groq reports usage here when the client did not ask for it.
      case "x_groq" -> members(json, inner -> usage.member(json, inner));
      default -> json.skipChildren();
    }
  }

  private void choices(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      members(json, name -> choiceMember(json, name));
    }
  }

  private void choiceMember(JsonParser json, String name) throws IOException {
    switch (name) {
      case "delta", "message" -> members(json, inner -> deltaMember(json, inner));
      case "text" -> content |= isFilled(json);
      case "finish_reason" -> finishReason(json);
      case "error" -> error |= isFilled(json);
      // Moonshot reports usage inside the last choice.
      default -> usage.member(json, name);
    }
  }

  private void deltaMember(JsonParser json, String name) throws IOException {
    if (NOT_CONTENT.contains(name)) {
      json.skipChildren();
    } else {
      content |= isFilled(json);
    }
  }

  /** How an answer ends belongs to it: an empty one that ended is not asked for again elsewhere. */
  private void finishReason(JsonParser json) throws IOException {
    // OpenRouter's sign that the provider behind it broke off.
    if (isText(json, "error")) {
      error = true;
    } else {
      boolean told = isFilled(json);
      content |= told;
      finished |= told;
    }
  }

  private static boolean isText(JsonParser json, String expected) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      json.skipChildren();
      return false;
    }
    return json.getText().equals(expected);
  }
}
