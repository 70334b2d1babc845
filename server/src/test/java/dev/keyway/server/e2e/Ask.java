package dev.keyway.server.e2e;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request as a client writes it.
 *
 * @param path the surface
 * @param headers beyond the content type, without the access key
 * @param body JSON
 */
record Ask(String path, Map<String, String> headers, String body) {

  /** OpenAI's surface. */
  static Ask chat(String model) {
    return new Ask("/v1/chat/completions", Map.of(), body(model, ""));
  }

  /** Anthropic's surface. */
  static Ask messages(String model) {
    return new Ask(
        "/v1/messages",
        Map.of("anthropic-version", "2023-06-01"),
        body(model, ",\"max_tokens\":64"));
  }

  /** The same, to be answered by events. */
  Ask streamed() {
    return new Ask(path, headers, body.replaceFirst("\\{", "{\"stream\":true,"));
  }

  /** The same, carrying an access key. */
  Ask with(String accessKey) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put("authorization", "Bearer " + accessKey);
    return new Ask(path, more, body);
  }

  private static String body(String model, String more) {
    return """
    {"model":"%s"%s,"messages":[{"role":"user","content":"Say hello"}]}\
    """
        .formatted(model, more);
  }
}
