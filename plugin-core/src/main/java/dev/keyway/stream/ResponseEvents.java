package dev.keyway.stream;

import static dev.keyway.stream.AnswerJson.members;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.keyway.refusal.Refusal;
import dev.keyway.scan.QuotedWords;
import java.io.IOException;

/**
 * Events of OpenAI's responses (API reference, "Streaming events"). That a response, an item or a
 * part of it begins says nothing yet, nor that a tool is at work; a delta does, and whatever is
 * done. {@code response.completed} and {@code response.incomplete} end the answer and hold its
 * usage; so does {@code response.failed}, which is an error.
 */
final class ResponseEvents implements AnswerEvents {

  private static final QuotedWords TELLING =
      QuotedWords.of(
          "\"response.completed\"",
          "\"response.incomplete\"",
          "\"response.cancelled\"",
          "\"response.failed\"",
          "\"error\"");

  private final TypedEvent event = new TypedEvent();
  private final OpenAiUsage usage = new OpenAiUsage();
  private ResponseId response = ResponseId.UNKNOWN;
  private long nextNumber;

  @Override
  public boolean matters(SseEvent next) {
    return !TypedEvent.isNamedDelta(next) && (next.mentions(TELLING) || TypedEvent.isDone(next));
  }

  /** Events are numbered one by one, so that those which are not read need not be. */
  @Override
  public void skip() {
    nextNumber++;
  }

  @Override
  public Meaning read(SseEvent next) {
    if (TypedEvent.isDone(next)) {
      return Meaning.END;
    }
    nextNumber++;
    event.read(next, this::member);
    return switch (event.type()) {
      case "response.completed", "response.incomplete", "response.cancelled" -> Meaning.CONCLUSION;
      case "response.failed" -> Meaning.BREAKDOWN;
      default -> event.isError() ? Meaning.ERROR : meaningOfPart();
    };
  }

  private Meaning meaningOfPart() {
    return switch (event.lastWord()) {
      case "delta", "done", "partial_image" -> event.hasPart() ? Meaning.CONTENT : Meaning.NOTHING;
      default -> Meaning.NOTHING;
    };
  }

  private void member(JsonParser json, String name) throws IOException {
    if (name.equals("response")) {
      ResponseId.Reading reading = response.reading();
      members(json, inner -> responseMember(json, inner, reading));
      response = reading.id();
    } else if (name.equals("sequence_number")
        && json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      nextNumber = json.getValueAsLong() + 1;
    } else {
      json.skipChildren();
    }
  }

  private void responseMember(JsonParser json, String name, ResponseId.Reading reading)
      throws IOException {
    if (name.equals("usage")) {
      usage.read(json);
    } else {
      reading.member(json, name);
    }
  }

  @Override
  public boolean finished() {
    return false;
  }

  @Override
  public ReportedUsage usage() {
    return usage;
  }

  @Override
  public byte[] ending(Refusal refusal) {
    return TypedEnding.ofResponse(refusal, nextNumber, response);
  }
}
