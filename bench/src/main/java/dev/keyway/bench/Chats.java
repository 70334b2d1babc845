package dev.keyway.bench;

import java.nio.charset.StandardCharsets;

/** Chat requests as client libraries send them. */
final class Chats {

  /** Prose with what prose has: line ends and quotation marks, escaped as JSON escapes them. */
  private static final String PROSE =
      "Read the following report and say in three sentences what it asks of the reader, who wrote it,"
          + " and which of its claims are supported by a figure.\\nThe author calls the method \\\"frugal\\\""
          + " and compares it with two others, one of which is older; a table at the end lists what each costs.\\n";

  private Chats() {}

  /** A conversation of a few long messages, about as long as this. */
  static byte[] ofBytes(int bytes) {
    StringBuilder text = new StringBuilder("{\"model\":\"gpt-4o\",\"messages\":[");
    text.append("{\"role\":\"system\",\"content\":\"Answer briefly.\"}");
    while (text.length() < bytes - 200) {
      int length = Math.clamp(bytes - 150 - text.length(), 50, 20_000);
      text.append(",{\"role\":\"user\",\"content\":\"").append(prose(length)).append("\"}");
    }
    text.append("],\"temperature\":0.2,\"max_tokens\":256,\"stream\":false}");
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String prose(int length) {
    String text = PROSE.repeat(length / PROSE.length() + 1).substring(0, length);
    return text.endsWith("\\") ? text.substring(0, length - 1) : text;
  }
}
