package dev.keyway.stream;

import com.fasterxml.jackson.core.JsonParser;
import dev.keyway.request.Surface;
import dev.keyway.scan.JsonTokens;
import dev.keyway.scan.JsonTokens.Token;
import dev.keyway.scan.MalformedJsonException;
import java.io.IOException;

/** Gathers an endpoint's {@code usage} objects; of each count the last one reported stands. */
sealed interface ReportedUsage permits OpenAiUsage, InputUsage, MessageUsage {

  /** For this surface. */
  static ReportedUsage of(Surface surface) {
    return switch (surface) {
      case CHAT_COMPLETIONS,
          COMPLETIONS,
          RESPONSES,
          IMAGE_GENERATIONS,
          IMAGE_EDITS,
          IMAGE_VARIATIONS,
          AUDIO_SPEECH,
          AUDIO_TRANSCRIPTIONS,
          AUDIO_TRANSLATIONS,
          MODERATIONS ->
          new OpenAiUsage();
      case EMBEDDINGS, RERANK -> new InputUsage();
      case MESSAGES, COUNT_TOKENS -> new MessageUsage();
    };
  }

  /** An object begins. */
  default void begin() {}

  /** Takes one of its members that is a number of tokens. */
  void count(String name, long tokens);

  /** The object was read to its end. */
  default void end() {}

  /** Reads the object the tokenizer stands at, or skips what is none. */
  default void read(JsonParser json) throws IOException {
    begin();
    AnswerJson.members(
        json,
        name -> {
          Long count = AnswerJson.count(json);
          if (count == null) {
            json.skipChildren();
          } else {
            count(name, count);
          }
        });
    end();
  }

  /** Reads the object that begins here. */
  default void read(JsonTokens json) throws MalformedJsonException {
    if (json.next() != Token.OBJECT) {
      return;
    }
    begin();
    while (json.next() == Token.NAME) {
      String name = json.text();
      json.next();
      Long count = json.count();
      if (count == null) {
        json.skip();
      } else if (count <= AnswerJson.MOST) {
        count(name, count);
      }
    }
    end();
  }

  /** Reads a member of whatever holds {@code usage}, and skips any other. */
  default void member(JsonParser json, String name) throws IOException {
    if (name.equals("usage")) {
      read(json);
    } else {
      json.skipChildren();
    }
  }

  /** What was reported so far. */
  Usage usage();
}
