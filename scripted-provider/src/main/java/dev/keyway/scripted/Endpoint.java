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
      // What transcriptions look like; it does for whatever else is asked.
      case OTHER -> Rendered.json(200, Map.of("text", speech.text()));
    };
  }
}
