package dev.keyway.bench;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A chat completion as a stream of server-sent events, each in an HTTP chunk of its own, as
 * providers send them: a role, texts, a reason to finish, {@code [DONE]}.
 *
 * @param events how many there are in all, at least 3
 * @param textBytes how long the text of each is
 */
record ChatStream(int events, int textBytes) {

  private static final String ROLE = "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}";

  private static final Buffer HEAD =
      Buffer.buffer(
          """
          HTTP/1.1 200 OK
          Content-Type: text/event-stream; charset=utf-8
          Cache-Control: no-cache
          Transfer-Encoding: chunked
          x-request-id: req_00000000000000000000000000000000
          x-ratelimit-limit-requests: 10000
          x-ratelimit-remaining-requests: 9999
          x-ratelimit-reset-requests: 6ms
          x-ratelimit-limit-tokens: 2000000
          x-ratelimit-remaining-tokens: 1999000
          x-ratelimit-reset-tokens: 30ms

          """
              .replace("\n", "\r\n"));

  /** All that goes out, event by event: the head with the first, the body's end with the last. */
  List<Buffer> writes() {
    List<Buffer> writes = new ArrayList<>();
    writes.add(HEAD.copy().appendBuffer(chunk(json(ROLE, "null"))));
    Buffer text = chunk(json("{\"content\":\"%s\"}".formatted("x".repeat(textBytes)), "null"));
    for (int i = 0; i < events - 3; i++) {
      writes.add(text);
    }
    writes.add(chunk(json("{}", "\"stop\"")));
    writes.add(chunk("[DONE]").appendString("0\r\n\r\n"));
    return List.copyOf(writes);
  }

  private static String json(String delta, String finishReason) {
    return """
    {"id":"chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT","object":"chat.completion.chunk",\
    "created":1741569952,"model":"gpt-4o-2024-08-06","service_tier":"default",\
    "system_fingerprint":"fp_44709d6fcb","choices":[{"index":0,"delta":%s,\
    "logprobs":null,"finish_reason":%s}]}\
    """
        .formatted(delta, finishReason);
  }

  private static Buffer chunk(String data) {
    byte[] event = ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    return Buffer.buffer(Integer.toHexString(event.length) + "\r\n")
        .appendBytes(event)
        .appendString("\r\n");
  }
}
