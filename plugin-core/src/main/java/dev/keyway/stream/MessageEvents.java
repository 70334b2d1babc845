package dev.keyway.stream;

import static dev.keyway.stream.AnswerJson.ascii;
import static dev.keyway.stream.AnswerJson.isFilled;
import static dev.keyway.stream.AnswerJson.members;

import com.fasterxml.jackson.core.JsonParser;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.Dialect;
import dev.keyway.request.Format;
import dev.keyway.scan.QuotedWords;
import java.io.IOException;

/**
 * Events of Anthropic's messages (documentation, "Streaming messages"). A block that starts is
 * content when it carries anything besides its type: a tool call its name, a search its results; a
 * text starts empty.
 */
final class MessageEvents implements AnswerEvents {

  private static final byte[] BLOCK_DELTA = ascii("content_block_delta");
  private static final byte[] STOP = ascii("message_stop");
  private static final byte[] ERROR = ascii("error");
  private static final QuotedWords TELLING =
      QuotedWords.of("\"usage\"", "\"message_stop\"", "\"error\"");

  private final MessageUsage usage = new MessageUsage();
  private String type = "";
  private boolean content;
  private boolean error;
  private boolean finished;

  @Override
  public boolean matters(SseEvent event) {
    // Nearly every event is one, and its name says all.
    if (event.isNamed(BLOCK_DELTA)) {
      return false;
    }
    return event.mentions(TELLING) || event.isNamed(STOP) || event.isNamed(ERROR);
  }

  @Override
  public Meaning read(SseEvent event) {
    type = "";
    content = false;
    error = event.isNamed(ERROR);
    try (JsonParser json = AnswerJson.parser(event.data())) {
      json.nextToken();
      members(json, name -> eventMember(json, name));
    } catch (IOException e) {
      // Cut off, or no JSON: what was read until there stands.
    }
    if (error || type.equals("error")) {
      return Meaning.ERROR;
    }
    if (type.equals("message_stop") || event.isNamed(STOP)) {
      return Meaning.END;
    }
    return content ? Meaning.CONTENT : Meaning.NOTHING;
  }

  @Override
  public byte[] ending(Refusal refusal) {
    return Dialect.of(Format.ANTHROPIC).brokenStreamEnding(refusal);
  }

  @Override
  public boolean finished() {
    return finished;
  }

  @Override
  public ReportedUsage usage() {
    return usage;
  }

  private void eventMember(JsonParser json, String name) throws IOException {
    switch (name) {
      case "type" -> type = json.getValueAsString("");
      case "error" -> error |= isFilled(json);
      // A message_delta's holds the reason why the answer stopped: that belongs to it.
      case "delta", "content_block" -> members(json, inner -> deltaMember(json, inner));
      case "message" -> members(json, inner -> usage.member(json, inner));
      case "usage" -> usage.read(json);
      default -> json.skipChildren();
    }
  }

  private void deltaMember(JsonParser json, String name) throws IOException {
    if (name.equals("type")) {
      json.skipChildren();
    } else {
      boolean told = isFilled(json);
      content |= told;
      finished |= told && name.equals("stop_reason");
    }
  }
}
