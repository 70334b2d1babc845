package dev.keyway.scripted;

import static dev.keyway.scripted.Client.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The endpoints that are no conversations answer in their own formats. */
class SurfacesTest {

  private static final String SAID = "This is openai with whisper-1. You said: a.wav, 4 bytes";

  private final ScriptedProvider provider = ScriptedProvider.start("openai");

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void embeddings_oneForEachInput_inTheEncodingWanted() throws Exception {
    assertThat(embeddings("{\"input\":[\"a\",\"b\"]}").at("/data")).hasSize(2);
    assertThat(embeddings("{\"input\":[1,2,3]}").at("/data")).hasSize(1);
    assertThat(
            embeddings("{\"input\":\"a\",\"encoding_format\":\"base64\"}")
                .at("/data/0/embedding")
                .asText())
        .isEqualTo("AAAAPwAAgL4AAAA+AAAAAA==");
  }

  @Test
  void moderations_flagNothing() throws Exception {
    JsonNode result =
        Json.read(post(provider, "/v1/moderations", "{\"input\":\"a\"}").body()).at("/results/0");

    assertThat(result.at("/flagged").asBoolean()).isFalse();
    assertThat(result.at("/categories/self-harm~1intent").isBoolean()).isTrue();
  }

  @Test
  void rerank_bestFirst_asManyAsWanted() throws Exception {
    String body = "{\"model\":\"r\",\"query\":\"q\",\"documents\":[\"a\",\"b\",\"c\"],\"top_n\":2}";

    JsonNode results = Json.read(post(provider, "/v1/rerank", body).body()).at("/results");

    assertThat(results).hasSize(2);
    assertThat(results.at("/0/relevance_score").asDouble()).isEqualTo(1.0);
  }

  @Test
  void images_wholeAndStreamed() throws Exception {
    String path = "/v1/images/generations";
    String whole = post(provider, path, "{\"prompt\":\"a\"}").body();
    assertThat(Json.read(whole).at("/data/0/b64_json").asText()).startsWith("iVBOR");
    assertThat(post(provider, path, "{\"prompt\":\"a\",\"stream\":true}").body())
        .contains("event: image_generation.partial_image", "event: image_generation.completed");
  }

  @Test
  void speech_isBytes_orEvents() throws Exception {
    HttpResponse<String> audio = post(provider, "/v1/audio/speech", "{\"input\":\"Hello\"}");
    assertThat(audio.headers().firstValue("content-type")).contains("audio/mpeg");
    assertThat(audio.body()).startsWith("ID3").endsWith("Hello");

    String events = "{\"input\":\"Hello\",\"stream_format\":\"sse\"}";
    assertThat(post(provider, "/v1/audio/speech", events).body())
        .contains("speech.audio.delta", "speech.audio.done");
  }

  @ParameterizedTest
  @CsvSource({
    "json, application/json",
    "text, text/plain; charset=utf-8",
    "srt, text/plain; charset=utf-8",
    "vtt, text/vtt; charset=utf-8",
    "verbose_json, application/json"
  })
  void transcription_namesTheFile_inTheFormatWanted(String format, String type) throws Exception {
    HttpResponse<String> response = transcription("response_format", format);

    assertThat(response.headers().firstValue("content-type")).contains(type);
    assertThat(response.body()).contains(SAID);
  }

  @Test
  void transcription_streamed() throws Exception {
    assertThat(transcription("stream", "true").body())
        .contains("transcript.text.delta", "\"text\":\"" + SAID, "data: [DONE]");
  }

  @Test
  void aForm_isScriptedByItsModel() throws Exception {
    provider.whenModel("whisper-1").answer(Answer.ok("scripted"));

    assertThat(transcription("response_format", "text").body()).isEqualTo("scripted\n");
  }

  private JsonNode embeddings(String body) throws Exception {
    return Json.read(post(provider, "/v1/embeddings", body).body());
  }

  private HttpResponse<String> transcription(String field, String value) throws Exception {
    String form =
        """
        --b
        Content-Disposition: form-data; name="model"

        whisper-1
        --b
        Content-Disposition: form-data; name="file"; filename="a.wav"
        Content-Type: audio/wav

        RIFF
        --b
        Content-Disposition: form-data; name="%s"

        %s
        --b--
        """
            .formatted(field, value)
            .replace("\n", "\r\n");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(provider.url().resolve("/v1/audio/transcriptions"))
              .header("content-type", "multipart/form-data; boundary=b")
              .POST(BodyPublishers.ofString(form))
              .build(),
          BodyHandlers.ofString());
    }
  }
}
