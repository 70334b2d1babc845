package dev.keyway.stream;

import dev.keyway.request.Surface;

/**
 * What the events of one surface's streams mean. One class a surface; it gathers usage as it reads.
 */
sealed interface AnswerEvents permits ChatEvents, MessageEvents {

  /** For an answer of this surface. */
  static AnswerEvents of(Surface surface) {
    return switch (surface) {
      case CHAT_COMPLETIONS,
          COMPLETIONS,
          RESPONSES,
          EMBEDDINGS,
          IMAGE_GENERATIONS,
          IMAGE_EDITS,
          IMAGE_VARIATIONS,
          AUDIO_SPEECH,
          AUDIO_TRANSCRIPTIONS,
          AUDIO_TRANSLATIONS,
          MODERATIONS,
          RERANK ->
          new ChatEvents();
      case MESSAGES, COUNT_TOKENS -> new MessageEvents();
    };
  }

  /**
   * Whether an event after the first content has to be read at all. It is asked of every event of
   * every stream, so it looks at bytes and builds nothing.
   */
  boolean matters(SseEvent event);

  /** Reads an event, as far as it is kept and well-formed. */
  Meaning read(SseEvent event);

  /** Whether an event has said why the answer stopped. */
  boolean finished();

  /** Tokens reported so far. */
  Usage usage();
}
