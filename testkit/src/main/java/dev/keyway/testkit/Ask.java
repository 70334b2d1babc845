package dev.keyway.testkit;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request for a chat completion.
 *
 * @param prefix of the route it is sent to
 * @param model the model it names
 * @param consumer who sends it, or null: somebody without a credential
 * @param prompt its one message
 * @param stream whether the answer is wanted as a stream
 * @param headers beside the credential's, which they replace
 */
public record Ask(
    String prefix,
    String model,
    @Nullable Consumer consumer,
    String prompt,
    boolean stream,
    Map<String, String> headers) {

  static final String PATH = "/v1/chat/completions";

  public Ask {
    headers = Map.copyOf(headers);
  }

  /** Rita asks the route of all paths for this model. */
  public static Ask model(String model) {
    return new Ask("", model, World.RITA, "Say hello", false, Map.of());
  }

  public Ask at(String prefix) {
    return new Ask(prefix, model, consumer, prompt, stream, headers);
  }

  public Ask by(@Nullable Consumer consumer) {
    return new Ask(prefix, model, consumer, prompt, stream, headers);
  }

  public Ask prompt(String prompt) {
    return new Ask(prefix, model, consumer, prompt, stream, headers);
  }

  public Ask streamed() {
    return new Ask(prefix, model, consumer, prompt, true, headers);
  }

  public Ask with(String name, String value) {
    return with(Map.of(name, value));
  }

  public Ask with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new Ask(prefix, model, consumer, prompt, stream, all);
  }

  String path() {
    return prefix + PATH;
  }

  /** What a provider must receive byte for byte. */
  byte[] body() {
    return """
    {"model":"%s","stream":%b,"messages":[{"role":"user","content":"%s"}]}\
    """
        .formatted(model, stream, prompt)
        .getBytes(StandardCharsets.UTF_8);
  }
}
