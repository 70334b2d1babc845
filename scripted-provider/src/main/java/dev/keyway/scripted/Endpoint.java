package dev.keyway.scripted;

import java.util.Map;

/** How each endpoint says a text. Told apart by how the path ends, whatever base it has. */
enum Endpoint {
  CHAT_COMPLETIONS("/chat/completions"),
  COMPLETIONS("/completions"),
  RESPONSES("/responses"),
  MESSAGES("/messages"),
  COUNT_TOKENS("/messages/count_tokens"),
  EMBEDDINGS("/embeddings"),
  MODERATIONS("/moderations"),
  RERANK("/rerank"),
  IMAGE_GENERATIONS("/images/generations"),
  IMAGE_EDITS("/images/edits"),
  IMAGE_VARIATIONS("/images/variations"),
  SPEECH("/audio/speech"),
  OTHER("");

  private final String suffix;

  Endpoint(String suffix) {
    this.suffix = suffix;
  }

  static Endpoint of(String path) {
    for (Endpoint endpoint : values()) {
      if (path.endsWith(endpoint.suffix)) {
        return endpoint;
      }
    }
    return OTHER;
  }

  Rendered say(Speech speech) {
    return switch (this) {
      case CHAT_COMPLETIONS -> ChatCompletions.say(speech);
      case COMPLETIONS -> Completions.say(speech);
      case RESPONSES -> Responses.say(speech);
      case MESSAGES -> Messages.say(speech);
      case COUNT_TOKENS -> Rendered.json(200, Map.of("input_tokens", speech.usage().inputTokens()));
      case EMBEDDINGS -> Embeddings.say(speech);
      case MODERATIONS -> Moderations.say(speech);
      case RERANK -> Rerank.say(speech);
      case IMAGE_GENERATIONS, IMAGE_VARIATIONS -> Images.say(speech, "image_generation");
      case IMAGE_EDITS -> Images.say(speech, "image_edit");
      case SPEECH -> SpokenAudio.say(speech);
      // It does for whatever else is asked.
      case OTHER -> Transcripts.say(speech);
    };
  }

  /** Whether it is a model that answers, who may call tools and keep to a schema. */
  boolean converses() {
    return switch (this) {
      case CHAT_COMPLETIONS, RESPONSES, MESSAGES -> true;
      case COMPLETIONS,
          COUNT_TOKENS,
          EMBEDDINGS,
          MODERATIONS,
          RERANK,
          IMAGE_GENERATIONS,
          IMAGE_EDITS,
          IMAGE_VARIATIONS,
          SPEECH,
          OTHER ->
          false;
    };
  }
}
