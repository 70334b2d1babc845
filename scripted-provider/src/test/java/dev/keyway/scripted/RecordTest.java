package dev.keyway.scripted;

import static dev.keyway.scripted.Client.HELLO;
import static dev.keyway.scripted.Client.HELLO_STREAMED;
import static dev.keyway.scripted.Client.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider tells of what it got. */
class RecordTest {

  private final ScriptedProvider provider = ScriptedProvider.start();

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void request_asItCame() throws Exception {
    try (Wire wire = new Wire(provider)) {
      wire.send(
          "POST /v1/x?b=1&a=%20 HTTP/1.1\r\nhost: x\r\nX-Two: 1\r\nAbc:  v \r\nx-two: 2\r\n"
              + "content-length: 2\r\n\r\n{}");
      wire.readUntil("\r\n\r\n");
    }

    Received request = provider.awaitRequests(1, SOON).getFirst();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.target()).isEqualTo("/v1/x?b=1&a=%20");
    assertThat(request.path()).isEqualTo("/v1/x");
    assertThat(request.headers())
        .containsExactly(
            new Header("host", "x"),
            new Header("X-Two", "1"),
            new Header("Abc", "v"),
            new Header("x-two", "2"),
            new Header("content-length", "2"));
    assertThat(request.headers("X-TWO")).containsExactly("1", "2");
    assertThat(request.text()).isEqualTo("{}");
    assertThat(request.key()).isNull();
    assertThat(request.model()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "authorization: bearer the-key",
        "X-Api-Key: the-key",
        "api-key: the-key",
        "x-goog-api-key: the-key"
      })
  void key_fromEachHeaderThatCarriesOne(String field) throws Exception {
    try (Wire wire = new Wire(provider)) {
      wire.send("GET /v1/models HTTP/1.1\r\nhost: x\r\n" + field + "\r\n\r\n")
          .readUntil("\r\n\r\n");
    }

    Received request = provider.awaitRequests(1, SOON).getFirst();
    assertThat(request.key()).isEqualTo("the-key");
    assertThat(request.toString() + request.headers()).doesNotContain("the-key");
  }

  @Test
  void key_fromTheQuery() throws Exception {
    Client.get(provider.url().resolve("/v1/models?key=the-key"));

    assertThat(provider.received().getFirst().key()).isEqualTo("the-key");
    assertThat(provider.toString()).doesNotContain("the-key");
  }

  @Test
  void chunkedBody_putTogether() throws Exception {
    try (Wire wire = new Wire(provider)) {
      wire.send("POST /v1/x HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n");
      wire.send("2\r\n{\"\r\n").send("5\r\na\":1}\r\n0\r\n\r\n").readUntil("\r\n\r\n");
    }

    assertThat(provider.awaitRequests(1, SOON).getFirst().json().at("/a").asInt()).isEqualTo(1);
  }

  @Test
  void pipelined_answeredInOrder() throws Exception {
    provider.answer(Answer.ok("first"), Answer.ok("second"));

    try (Wire wire = new Wire(provider).chat(HELLO).chat(HELLO)) {
      assertThat(wire.readUntil("second")).contains("first");
    }
    assertThat(provider.received()).extracting(Received::number).containsExactly(1, 2);
  }

  @Test
  void connections_countedAndTold() throws Exception {
    try (Wire one = new Wire(provider);
        Wire two = new Wire(provider)) {
      one.chat(HELLO).readUntil("}}");
      one.chat(HELLO).readUntil("}}");
      two.chat(HELLO).readUntil("}}");
      assertThat(provider.openConnections()).isEqualTo(2);
    }

    provider.awaitOpenConnections(0, SOON);
    assertThat(provider.connections()).isEqualTo(2);
    List<Received> requests = provider.received();
    assertThat(requests.get(0).connection()).isEqualTo(requests.get(1).connection());
    assertThat(requests.get(2).connection()).isNotEqualTo(requests.get(0).connection());
  }

  @Test
  void clientLeavesMidStream_cancelled() throws Exception {
    provider.answer(Answer.ok("one").stallingAt(Point.afterContent(1)));

    try (Wire wire = new Wire(provider).chat(HELLO_STREAMED)) {
      wire.readUntil("\"one\"");
    }

    assertThat(provider.awaitCancelled(1, SOON)).isEqualTo(provider.received());
    assertThat(provider.completed()).isEmpty();
  }

  @Test
  void clientLeavesBeforeHead_cancelled() throws Exception {
    Gate gate = new Gate();
    provider.answer(Answer.ok("one").waitingAt(Point.beforeHead(), gate));

    try (Wire wire = new Wire(provider).chat(HELLO)) {
      gate.awaitReached(SOON);
      assertThat(provider.cancelled()).isEmpty();
      assertThat(wire).isNotNull();
    }

    provider.awaitCancelled(1, SOON);
    gate.open();
  }

  @Test
  void clientLeavesAfterTheAnswer_notCancelled() throws Exception {
    try (Wire wire = new Wire(provider).chat(HELLO)) {
      wire.readUntil("}}");
    }

    provider.awaitOpenConnections(0, SOON);
    assertThat(provider.awaitCompleted(1, SOON)).hasSize(1);
    assertThat(provider.cancelled()).isEmpty();
  }

  @Test
  void notHttp_countedAndRefused() throws Exception {
    try (Wire wire = new Wire(provider).send("\u0016\u0003\u0001 what\r\n\r\n")) {
      assertThat(wire.readToEnd()).startsWith("HTTP/1.1 400");
    }

    assertThat(provider.malformedRequests()).isEqualTo(1);
    assertThat(provider.received()).isEmpty();
  }

  @Test
  void waitingInVain_saysWhatThereIs() throws Exception {
    Client.chat(provider);

    assertThatIllegalStateException()
        .isThrownBy(() -> provider.awaitRequests(2, Duration.ofMillis(1)))
        .withMessageStartingWith("not 2 requests within PT0.001S: received [#1 POST /v1/chat/");
  }

  @Test
  void keepLatest_dropsTheOldestButCountsOn() throws Exception {
    provider.keepLatest(1);

    Client.chat(provider);
    Client.chat(provider);

    assertThat(provider.awaitRequests(2, SOON)).extracting(Received::number).containsExactly(2);
  }
}
