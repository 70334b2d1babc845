package dev.keyway.server.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import dev.keyway.scripted.Received;
import dev.keyway.scripted.ScriptedProvider;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What tests of the official libraries for Java share. Clients retry nothing unless told to. */
final class Sdk {

  /** One transparent pixel. */
  static final byte[] PNG =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

  /** Enough of a document for who only carries it. */
  static final byte[] PDF = "%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n%%EOF\n".getBytes(ISO_8859_1);

  /** A sound of no length. */
  static final byte[] WAV = "RIFF\0\0\0\0WAVEfmt \0\0\0\0data\0\0\0\0".getBytes(ISO_8859_1);

  private static final AtomicInteger MODELS = new AtomicInteger();
  private static final ObjectMapper JSON = new ObjectMapper();

  private Sdk() {}

  /** A model that no other test uses, and no provider lists. */
  static String freshModel() {
    return "java-" + MODELS.incrementAndGet();
  }

  static OpenAIClient openAi(ClientStage stage) {
    return openAi(stage.url(), stage.accessKey(), 0);
  }

  static OpenAIClient openAi(URI url, String accessKey, int retries) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(url + "/v1")
        .apiKey(accessKey)
        .maxRetries(retries)
        .build();
  }

  static AnthropicClient anthropic(ClientStage stage) {
    return anthropic(stage.url(), stage.accessKey(), 0);
  }

  static AnthropicClient anthropic(URI url, String accessKey, int retries) {
    return AnthropicOkHttpClient.builder()
        .baseUrl(url.toString())
        .apiKey(accessKey)
        .maxRetries(retries)
        .build();
  }

  /** What a provider got about a model, in order. */
  static List<Received> about(ScriptedProvider provider, String model) {
    return provider.received().stream().filter(one -> model.equals(one.model())).toList();
  }

  /** The first that a provider got about a model. */
  static Received received(ScriptedProvider provider, String model) {
    return about(provider, model).getFirst();
  }

  /** Returns when a client has left a provider in the middle of an answer about a model. */
  static void awaitLeaving(ScriptedProvider provider, String model) {
    Deadline.await(
        "a client's leaving",
        () -> provider.cancelled().stream().anyMatch(one -> model.equals(one.model())));
  }

  static String dataUrl(String type, byte[] content) {
    return "data:" + type + ";base64," + base64(content);
  }

  static String base64(byte[] content) {
    return Base64.getEncoder().encodeToString(content);
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
