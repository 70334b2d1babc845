package dev.keyway.stream;

import static dev.keyway.stream.AnswerJson.ascii;
import static dev.keyway.stream.AnswerJson.isFilled;
import static dev.keyway.stream.AnswerJson.members;

import com.fasterxml.jackson.core.JsonParser;
import dev.keyway.stream.AnswerJson.MemberReader;
import java.io.IOException;
import java.util.Set;

/**
 * What OpenAI's newer streams have in common: each event says its {@code type}, in words between
 * dots of which the last tells what happened, and carries its part of the answer in a member of its
 * own (API reference, "Streaming events" of responses, images, transcriptions, speech).
 */
final class TypedEvent {

  private static final byte[] DONE = ascii("[DONE]");
  private static final byte[] DELTA = ascii(".delta");
  private static final byte[] ERROR_NAME = ascii("error");

  /** Where parts of an answer stand. */
  private static final Set<String> PARTS =
      Set.of(
          "delta",
          "text",
          "refusal",
          "arguments",
          "input",
          "code",
          "part",
          "item",
          "audio",
          "b64_json",
          "partial_image_b64");

  private String type = "";
  private boolean filled;
  private boolean error;

  /** Reads an event; members that are not common to all go to a reader of the stream's own. */
  void read(SseEvent event, MemberOf others) {
    type = "";
    filled = false;
    error = event.isNamed(ERROR_NAME);
    try (JsonParser json = AnswerJson.parser(event.data())) {
      json.nextToken();
      MemberReader own = name -> others.read(json, name);
      members(json, name -> member(json, name, own));
    } catch (IOException e) {
      // Cut off, or no JSON: what was read until there stands.
    }
    if (type.isEmpty()) {
      type = event.name();
    }
  }

  /** Takes one member; the tokenizer stands at its value and must be left at its last token. */
  @FunctionalInterface
  interface MemberOf {
    void read(JsonParser json, String name) throws IOException;
  }

  private void member(JsonParser json, String name, MemberReader others) throws IOException {
    if (name.equals("type")) {
      type = json.getValueAsString("");
    } else if (name.equals("error")) {
      error |= isFilled(json);
    } else if (PARTS.contains(name)) {
      filled |= isFilled(json);
    } else {
      others.read(name);
    }
  }

  String type() {
    return type;
  }

  /** The last word of the type. */
  String lastWord() {
    return type.substring(type.lastIndexOf('.') + 1);
  }

  /** Whether it has a part of the answer that is not empty. */
  boolean hasPart() {
    return filled;
  }

  boolean isError() {
    return error || type.equals("error");
  }

  /** Some servers end these streams as they end chats. */
  static boolean isDone(SseEvent event) {
    return event.dataIs(DONE);
  }

  /** Whether its name says that it is the next piece of something: nearly every event is. */
  static boolean isNamedDelta(SseEvent event) {
    return event.isNameEndingIn(DELTA);
  }
}
