package dev.keyway.request;

import dev.keyway.refusal.Refusal;

/** How a format says that something went wrong. One class a format. */
public sealed interface Dialect permits OpenAiDialect, AnthropicDialect {

  /** The dialect of a format. */
  static Dialect of(Format format) {
    return switch (format) {
      case OPENAI -> OpenAiDialect.INSTANCE;
      case ANTHROPIC -> AnthropicDialect.INSTANCE;
    };
  }

  /** The error object of a refusal, as JSON on one line. */
  String errorObject(Refusal refusal);

  /** The JSON body of a refusal, UTF-8, on one line. */
  byte[] errorBody(Refusal refusal);

  /**
   * What ends a stream that broke after content had been sent: an error event and the terminator,
   * UTF-8. It starts at the beginning of a line; where the stream broke inside an event, an empty
   * line has to go before it.
   */
  byte[] brokenStreamEnding(Refusal refusal);
}
