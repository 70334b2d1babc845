package dev.keyway.stream;

import dev.keyway.refusal.Refusal;

/**
 * Events of images ({@code image_generation.partial_image}, {@code image_edit.completed}),
 * transcriptions ({@code transcript.text.delta}, {@code transcript.text.done}) and speech ({@code
 * speech.audio.delta}, {@code speech.audio.done}): OpenAI's API reference, their "Streaming
 * events". The last of them holds what was used.
 */
final class TypedEvents implements AnswerEvents {

  private final TypedEvent event = new TypedEvent();
  private final OpenAiUsage usage = new OpenAiUsage();

  @Override
  public boolean matters(SseEvent next) {
    return !TypedEvent.isNamedDelta(next);
  }

  @Override
  public Meaning read(SseEvent next) {
    if (TypedEvent.isDone(next)) {
      return Meaning.END;
    }
    event.read(next, usage::member);
    if (event.isError()) {
      return Meaning.ERROR;
    }
    return switch (event.lastWord()) {
      case "completed", "done" -> Meaning.CONCLUSION;
      case "delta", "segment", "partial_image" ->
          event.hasPart() ? Meaning.CONTENT : Meaning.NOTHING;
      default -> Meaning.NOTHING;
    };
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
    return TypedEnding.of(refusal);
  }
}
