package dev.keyway.scripted;

import static dev.keyway.scripted.Client.HELLO;
import static dev.keyway.scripted.Client.HELLO_STREAMED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that are odd but whole. */
class FramingTest {

  private static final Answer TEN = Answer.of(200, "text/plain", "01234", "56789");

  private final ScriptedProvider provider = ScriptedProvider.start();

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void natural_lengthForTextChunksForEvents() throws Exception {
    provider.answer(TEN, Answer.events(Sse.data("x")));

    try (Wire wire = new Wire(provider).chat(HELLO)) {
      assertThat(wire.readUntil("56789")).contains("\r\ncontent-length: 10\r\n");
      assertThat(wire.chat(HELLO).readUntil("0\r\n\r\n"))
          .contains("\r\ntransfer-encoding: chunked\r\n")
          .doesNotContain("content-length");
    }
  }

  @Test
  void chunked_aChunkForEachPiece() throws Exception {
    provider.answer(TEN.framed(Framing.CHUNKED));

    try (Wire wire = new Wire(provider).chat(HELLO)) {
      assertThat(wire.readUntil("0\r\n\r\n")).endsWith("\r\n5\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n");
    }
  }

  @Test
  void untilClose_endsWithTheConnection() throws Exception {
    provider.answer(TEN.framed(Framing.UNTIL_CLOSE));

    try (Wire wire = new Wire(provider).chat(HELLO)) {
      assertThat(wire.readToEnd())
          .contains("\r\nconnection: close\r\n")
          .doesNotContain("content-length", "transfer-encoding")
          .endsWith("\r\n\r\n0123456789");
    }
  }

  @Test
  void closing_saysSoAndCloses() throws Exception {
    provider.answer(TEN.closing());

    try (Wire wire = new Wire(provider).chat(HELLO)) {
      assertThat(wire.readToEnd()).contains("\r\nconnection: close\r\n").endsWith("0123456789");
    }
  }

  @Test
  void closingAfterEnd_promisesToStayAndDoesNot() throws Exception {
    Gate gate = new Gate();
    provider.answer(TEN.waitingAt(Point.afterEnd(), gate).closingAt(Point.afterEnd()));

    try (Wire wire = new Wire(provider).chat(HELLO)) {
      assertThat(wire.readUntil("56789")).doesNotContain("connection:");
      gate.open();
      assertThat(wire.readToEnd()).isEmpty();
    }
    assertThat(provider.completed()).hasSize(1);
  }

  @Test
  void clientWantsToClose_closedAfterTheAnswer() throws Exception {
    try (Wire wire = new Wire(provider)) {
      wire.send(Wire.head(HELLO.length(), "connection: close\r\n") + HELLO);
      assertThat(wire.readToEnd()).endsWith("}");
    }
  }

  @Test
  void informing_beforeTheHead() throws Exception {
    provider.answer(TEN.informing(103, new Header("link", "</a>")).informing(102));

    try (Wire wire = new Wire(provider).chat(HELLO)) {
      assertThat(wire.readUntil("\r\n\r\n"))
          .isEqualTo("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n");
      assertThat(wire.readUntil("\r\n\r\n")).isEqualTo("HTTP/1.1 102 Processing\r\n\r\n");
      assertThat(wire.readUntil("56789")).startsWith("HTTP/1.1 200 OK\r\n");
    }
  }

  @Test
  void gzippedStream_eachEventCanBeReadWhenItCame() throws Exception {
    Gate gate = new Gate();
    provider.answer(
        Answer.events(Sse.data("one"), Sse.data("two"))
            .gzipped()
            .waitingAt(Point.afterPieces(1), gate));

    HttpResponse<InputStream> response = stream();
    assertThat(response.headers().firstValue("content-encoding")).contains("gzip");
    try (GZIPInputStream unpacked = new GZIPInputStream(response.body(), 1)) {
      assertThat(new String(unpacked.readNBytes(11), UTF_8)).isEqualTo("data: one\n\n");
      gate.open();
      assertThat(new String(unpacked.readAllBytes(), UTF_8)).isEqualTo("data: two\n\n");
    }
  }

  @Test
  void gzipped_lengthIsThatOfTheCompressedBytes() throws Exception {
    provider.answer(Answer.json(200, "{\"a\":1}").gzipped());

    HttpResponse<byte[]> response = bytes();
    assertThat(response.headers().firstValueAsLong("content-length"))
        .hasValue(response.body().length);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes())
        .asString()
        .isEqualTo("{\"a\":1}");
  }

  @Test
  void bytes_unchanged() throws Exception {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    provider.answer(Answer.bytes(200, "audio/mpeg", all));

    assertThat(bytes().body()).isEqualTo(all);
  }

  @Test
  void hugeBody_arrivesWhole() throws Exception {
    String half = "x".repeat(8 << 20);
    provider.answer(Answer.of(200, "text/plain", half, half));

    assertThat(bytes().body()).hasSize(16 << 20);
  }

  @Test
  void clientThatDoesNotRead_holdsTheAnswerBack() throws Exception {
    String mebibyte = "x".repeat(1 << 20);
    provider.answer(Answer.of(200, "text/plain", mebibyte.repeat(32)));

    try (Wire wire = new Wire(provider).chat(HELLO)) {
      wire.readUntil("\r\n\r\n");
      provider.awaitRequests(1, Client.SOON);
      assertThat(provider.completed()).isEmpty();
      assertThat(provider.bytesSent()).isLessThan(32 << 20);
    }
    assertThat(provider.awaitCancelled(1, Client.SOON)).hasSize(1);
  }

  @Test
  void emptyAndHtml_withTheStatusGiven() throws Exception {
    provider.answer(Answer.empty(200), Answer.html(200), Answer.empty(204), Answer.status(503));

    try (Wire wire = new Wire(provider)) {
      assertThat(wire.chat(HELLO).readUntil("\r\n\r\n"))
          .contains("content-length: 0\r\n")
          .doesNotContain("content-type");
      assertThat(wire.chat(HELLO).readUntil("</html>\n")).contains("content-type: text/html");
      assertThat(wire.chat(HELLO).readUntil("\r\n\r\n"))
          .startsWith("HTTP/1.1 204 No Content\r\n")
          .doesNotContain("content-length");
      assertThat(wire.chat(HELLO).readUntil("}}")).startsWith("HTTP/1.1 503 Service Unavailable");
    }
  }

  @Test
  void endingAt_anErrorEventInsteadOfTheRest() throws Exception {
    provider.answer(Answer.ok("one", "two").endingAt(Point.afterContent(1), OpenAi.errorEvent()));

    try (Wire wire = new Wire(provider).chat(HELLO_STREAMED)) {
      assertThat(wire.readUntil("0\r\n\r\n"))
          .contains("\"one\"", "data: {\"error\":")
          .doesNotContain("\"two\"", "[DONE]");
    }
  }

  @Test
  void endingOutsideTheBody_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Answer.ok("one").endingAt(Point.inHead(), "x"))
        .withMessage("a response can't end at InHead[]");
  }

  private HttpResponse<byte[]> bytes() throws IOException, InterruptedException {
    return send(BodyHandlers.ofByteArray());
  }

  private HttpResponse<InputStream> stream() throws IOException, InterruptedException {
    return send(BodyHandlers.ofInputStream());
  }

  private <T> HttpResponse<T> send(HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(provider.url().resolve(Client.CHAT))
            .timeout(Client.SOON)
            .POST(BodyPublishers.ofString(HELLO))
            .build();
    return HttpClient.newHttpClient().send(request, handler);
  }
}
