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

  /** A request that leaves the model to the policy. */
  static byte[] forAnyModel() {
    return new String(ofBytes(1000), StandardCharsets.UTF_8)
        .replace("\"gpt-4o\"", "\"auto\"")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** What OpenAI answers. */
  static byte[] answer() {
    return """
    {
      "id": "chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT",
      "object": "chat.completion",
      "created": 1741569952,
      "model": "gpt-4o-2024-08-06",
      "choices": [
        {
          "index": 0,
          "message": {
            "role": "assistant",
            "content": "%s",
            "refusal": null,
            "annotations": []
          },
          "logprobs": null,
          "finish_reason": "stop"
        }
      ],
      "usage": {
        "prompt_tokens": 219,
        "completion_tokens": 90,
        "total_tokens": 309,
        "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0}
      },
      "service_tier": "default"
    }
    """
        .formatted(prose(380))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** What it answers when there were too many. */
  static byte[] rateLimited() {
    return """
    {
        "error": {
            "message": "Rate limit reached for gpt-4o in organization org-1 on requests per min (RPM): Limit 500, Used 500, Requested 1. Please try again in 120ms.",
            "type": "requests",
            "param": null,
            "code": "rate_limit_exceeded"
        }
    }
    """
        .getBytes(StandardCharsets.UTF_8);
  }

  /** An event of a streamed answer with a few letters, as OpenAI sends it. */
  static byte[] event() {
    return """
    data: {"id":"chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT","object":"chat.completion.chunk","created":1741569952,"model":"gpt-4o-2024-08-06","service_tier":"default","system_fingerprint":"fp_44709d6fcb","choices":[{"index":0,"delta":{"content":" table"},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":"pQ4"}

    """
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String prose(int length) {
    String text = PROSE.repeat(length / PROSE.length() + 1).substring(0, length);
    return text.endsWith("\\") ? text.substring(0, length - 1) : text;
  }
}
