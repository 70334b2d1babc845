package dev.keyway.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Gate;
import dev.keyway.scripted.Point;
import dev.keyway.testkit.Ask;
import dev.keyway.testkit.ContractStage;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** A thousand streams of one provider, all of them open. */
public final class ManyStreams {

  private static final int STREAMS = 1000;
  private static final int COMING_AT_ONCE = 50;
  private static final Ask ASK = Ask.model("shared").streamed();

  private ManyStreams() {}

  /** Fails when they are not. */
  public static void areOpenAtOnce(ContractStage stage) throws Exception {
    Gate gate = new Gate();
    stage.first().always(Answer.ok("one ", "two").waitingAt(Point.afterContent(1), gate));
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    while (answers.size() < STREAMS) {
      IntStream.range(0, COMING_AT_ONCE).forEach(each -> answers.add(stage.askLater(ASK)));
      stage.first().awaitRequests(answers.size(), ContractStage.LIMIT);
    }
    assertThat(answers).noneMatch(CompletableFuture::isDone);
    gate.open();

    assertThat(answers)
        .allSatisfy(answer -> {
          assertThat(answer.join().statusCode()).isEqualTo(200);
          assertThat(answer.join().body()).contains("one ", "two", "[DONE]");
        });
  }
}
