package dev.keyway.server.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Gate;
import dev.keyway.scripted.OpenAi;
import dev.keyway.scripted.Point;
import dev.keyway.scripted.Received;
import dev.keyway.server.gateway.ChildKeyway;
import dev.keyway.server.gateway.InProcessKeyway;
import dev.keyway.server.gateway.ManyStreams;
import dev.keyway.testkit.Ask;
import dev.keyway.testkit.ContractStage;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The native form when Keyway ends, dies or stops at some moment of a request: no provider ever
 * gets a request without its own key.
 */
class NativeFormFaultsIT {

  private static final Ask ASK = Ask.model("shared");

  @TempDir private Path folder;
  private final Gate gate = new Gate();
  private ContractStage stage;

  /** The gateway's own daemon is not asked by Envoy: each test starts the one that is. */
  @BeforeEach
  void raise() throws Exception {
    stage = ContractStage.open(folder, NativeForm::startWithoutService);
  }

  @AfterEach
  void close() {
    gate.open();
    stage.close();
  }

  @Test
  void withoutTheService_nothingPasses() {
    assertThat(stage.ask(ASK).statusCode()).isEqualTo(503);
    assertThat(stage.received()).isEmpty();
  }

  @Test
  void aThousandStreams_areOpenAtOnce() throws Exception {
    try (InProcessKeyway service = patient("service.yaml")) {
      assertThat(service.ports()).isNotEmpty();
      ManyStreams.areOpenAtOnce(stage);
    }
  }

  @Test
  void endedWhileAProviderWorks_thereIsAnAnswer() throws Exception {
    CompletableFuture<HttpResponse<String>> answer;
    try (InProcessKeyway service = impatient("service.yaml")) {
      answer = underWay(service, Answer.ok("Hello").waitingAt(Point.beforeHead(), gate));
    }
    gate.open();
    assertThat(answer.join().statusCode()).isIn(200, 503);
    onlyWithItsKey();
  }

  @Test
  void endedBeforeAnAttemptFails_theNextIsNotMade() throws Exception {
    CompletableFuture<HttpResponse<String>> answer;
    try (InProcessKeyway service = impatient("service.yaml")) {
      answer = underWay(service, OpenAi.serverError().waitingAt(Point.beforeHead(), gate));
    }
    gate.open();
    assertThat(answer.join().statusCode()).isBetween(500, 504);
    onlyWithItsKey();
  }

  @Test
  void endedBeforeAConnectionBreaks_theNextIsNotMade() throws Exception {
    CompletableFuture<HttpResponse<String>> answer;
    try (InProcessKeyway service = impatient("service.yaml")) {
      Answer lost = Answer.ok("lost").waitingAt(Point.beforeHead(), gate);
      answer = underWay(service, lost.resettingAt(Point.beforeHead()));
    }
    gate.open();
    assertThat(answer.join().statusCode()).isBetween(500, 504);
    onlyWithItsKey();
  }

  /** The stream has its key already: Keyway is not needed any more. */
  @Test
  void endedInTheMiddleOfAStream_theStreamGoesOn() throws Exception {
    stage.first().answer(Answer.ok("one ", "two").waitingAt(Point.afterContent(1), gate));
    InputStream stream;
    try (InProcessKeyway service = impatient("service.yaml")) {
      assertThat(service.ports()).isNotEmpty();
      stream = stage.begin(ASK.streamed()).body();
      gate.awaitReached(ContractStage.LIMIT);
    }
    gate.open();
    assertThat(text(stream)).contains("one ", "two", "[DONE]");
    onlyWithItsKey();
  }

  /** As an operator does it: the new one is started, then the old one is ended. */
  @Test
  void replacedBeforeAnAttemptFails_theNextIsMadeByTheNewOne() throws Exception {
    CompletableFuture<HttpResponse<String>> answer;
    InProcessKeyway service = patient("service.yaml");
    Thread ending = new Thread(service::close);
    answer = underWay(service, OpenAi.serverError().waitingAt(Point.beforeHead(), gate));
    try (InProcessKeyway next = patient("next.yaml")) {
      assertThat(next.ports()).isNotEmpty();
      ending.start();
      gate.open();
      assertThat(answer.join().statusCode()).as(answer.join().body()).isEqualTo(200);
    } finally {
      ending.join();
    }
    assertThat(stage.received())
        .extracting(Received::key)
        .containsExactly(ContractStage.key("one"), ContractStage.key("four"));
  }

  @Test
  void killed_whileAProviderWorks() {
    try (ChildKeyway service = ChildKeyway.start(stage.setup(), listensForEnvoy())) {
      CompletableFuture<HttpResponse<String>> answer =
          underWay(service, OpenAi.serverError().waitingAt(Point.beforeHead(), gate));
      service.kill();
      gate.open();
      assertThat(answer.join().statusCode()).isBetween(500, 504);
      onlyWithItsKey();
    }
  }

  /** A stopped process: Envoy waits for as long as it waits for a message, and gives up. */
  @Test
  void stopped_whileAProviderWorks() {
    try (ChildKeyway service = ChildKeyway.start(stage.setup(), listensForEnvoy())) {
      CompletableFuture<HttpResponse<String>> answer =
          underWay(service, OpenAi.serverError().waitingAt(Point.beforeHead(), gate));
      service.stop();
      CompletableFuture<HttpResponse<String>> another = stage.askLater(ASK);
      gate.open();
      assertThat(answer.join().statusCode()).isBetween(500, 504);
      assertThat(another.join().statusCode()).isIn(503, 504);
      onlyWithItsKey();
    }
  }

  /** A request whose first attempt stands at the gate, with the provider's answer to come. */
  private CompletableFuture<HttpResponse<String>> underWay(AutoCloseable service, Answer then) {
    assertThat(service).isNotNull();
    stage.first().answer(then);
    CompletableFuture<HttpResponse<String>> answer = stage.askLater(ASK);
    gate.awaitReached(ContractStage.LIMIT);
    return answer;
  }

  private void onlyWithItsKey() {
    assertThat(stage.received())
        .extracting(Received::key)
        .containsExactly(ContractStage.key("one"));
  }

  private static String text(InputStream stream) throws IOException {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** A service that waits for nothing when it ends. */
  private InProcessKeyway impatient(String file) throws Exception {
    String yaml = listensForEnvoy() + "shutdown: {grace: 0s}\n";
    return InProcessKeyway.startBeside(stage.setup(), file, yaml);
  }

  private InProcessKeyway patient(String file) throws Exception {
    return InProcessKeyway.startBeside(stage.setup(), file, listensForEnvoy());
  }

  private String listensForEnvoy() {
    return RelayForm.LISTENER + RelayForm.service(stage.setup());
  }
}
