package dev.keyway.stream;

import dev.keyway.refusal.Refusal;
import dev.keyway.request.Surface;

/**
 * What the events of one kind of streams mean, and how such a stream ends when it broke. It gathers
 * usage as it reads.
 */
sealed interface AnswerEvents permits ChatEvents, MessageEvents, ResponseEvents, TypedEvents {

  /** For an answer of this surface. */
  static AnswerEvents of(Surface surface) {
    return switch (surface) {
      case CHAT_COMPLETIONS, COMPLETIONS -> new ChatEvents();
      case RESPONSES -> new ResponseEvents();
      case IMAGE_GENERATIONS,
          IMAGE_EDITS,
          IMAGE_VARIATIONS,
          AUDIO_SPEECH,
          AUDIO_TRANSCRIPTIONS,
          AUDIO_TRANSLATIONS ->
          new TypedEvents();
      // These have no streams today; whatever came would be of the newer kind.
      case EMBEDDINGS, MODERATIONS, RERANK -> new TypedEvents();
      case MESSAGES, COUNT_TOKENS -> new MessageEvents();
    };
  }

  /**
   * Whether an event after the first content has to be read at all. It is asked of every event of
   * every stream, so it looks at bytes and builds nothing.
   */
  boolean matters(SseEvent event);

  /** An event came that does not matter. */
  default void skip() {}

  /** Reads an event, as far as it is kept and well-formed. */
  Meaning read(SseEvent event);

  /** Whether an event has said why the answer stopped. */
  boolean finished();

  /** Gathers what was used. */
  ReportedUsage usage();

  /**
   * What ends a stream that broke after content had been sent, so that its client sees an error and
   * an end: UTF-8, from the beginning of a line on.
   */
  byte[] ending(Refusal refusal);
}
