package dev.keyway.stream;

import com.fasterxml.jackson.core.JsonParser;
import dev.keyway.request.Format;
import java.io.IOException;

/** Gathers a format's {@code usage} objects; of each count the last one reported stands. */
sealed interface ReportedUsage permits ChatUsage, MessageUsage {

  /** For this format. */
  static ReportedUsage of(Format format) {
    return switch (format) {
      case OPENAI -> new ChatUsage();
      case ANTHROPIC -> new MessageUsage();
    };
  }

  /** Reads the object the tokenizer stands at, or skips what is none. */
  void read(JsonParser json) throws IOException;

  /** What was reported so far. */
  Usage usage();
}
