package dev.keyway.catalogue;

import dev.keyway.request.Surface;
import java.util.Locale;

/** What a model is made for, as far as the built-in data knows. */
public enum ModelKind {
  CHAT,
  RESPONSES,
  COMPLETION,
  EMBEDDING,
  IMAGE_GENERATION,
  AUDIO_SPEECH,
  AUDIO_TRANSCRIPTION,
  MODERATION,
  RERANK;

  /** The name in the data files, such as {@code image_generation}. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether such a model answers requests of this surface. */
  public boolean answers(Surface surface) {
    return switch (surface) {
      case CHAT_COMPLETIONS, MESSAGES, COUNT_TOKENS -> this == CHAT;
      case RESPONSES -> this == CHAT || this == RESPONSES;
      case COMPLETIONS -> this == COMPLETION;
      case EMBEDDINGS -> this == EMBEDDING;
      case IMAGE_GENERATIONS, IMAGE_EDITS, IMAGE_VARIATIONS -> this == IMAGE_GENERATION;
      case AUDIO_SPEECH -> this == AUDIO_SPEECH;
      case AUDIO_TRANSCRIPTIONS, AUDIO_TRANSLATIONS -> this == AUDIO_TRANSCRIPTION;
      case MODERATIONS -> this == MODERATION;
      case RERANK -> this == RERANK;
    };
  }
}
