package dev.keyway.stream;

import com.fasterxml.jackson.core.JsonParser;
import dev.keyway.request.Surface;
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

  /** Reads the object the tokenizer stands at, or skips what is none. */
  void read(JsonParser json) throws IOException;

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
