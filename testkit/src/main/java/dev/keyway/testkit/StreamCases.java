package dev.keyway.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Gate;
import dev.keyway.scripted.OpenAi;
import dev.keyway.scripted.Point;
import dev.keyway.scripted.Received;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Answers that come in pieces. */
interface StreamCases {

  int PIECES = 5;

  ContractStage stage();

  /** The provider doesn't send a piece before the client has read the one before. */
  @Test
  default void piece_reachesTheClientBeforeTheNextIsSent() {
    List<Gate> gates = IntStream.range(0, PIECES).mapToObj(each -> new Gate()).toList();
    String[] pieces = new String[PIECES];
    for (int i = 0; i < PIECES; i++) {
      pieces[i] = "piece-" + i + " ";
    }
    Answer held = Answer.ok(pieces);
    for (int i = 0; i < PIECES; i++) {
      held = held.waitingAt(Point.afterContent(i + 1), gates.get(i));
    }
    stage().first().answer(held);

    HttpResponse<InputStream> answer = stage().begin(Ask.model("shared").streamed());
    try (BufferedReader reader = reader(answer)) {
      for (int i = 0; i < PIECES; i++) {
        readTo(reader, pieces[i]);
        gates.get(i).open();
      }
      readTo(reader, "[DONE]");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      gates.forEach(Gate::open);
    }
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type").orElse(""))
        .startsWith("text/event-stream");
  }

  @Test
  default void stream_failsOverBeforeItsFirstPiece() {
    stage().first().answer(OpenAi.overloaded());
    stage().second().answer(Answer.ok("Hel", "lo"));

    HttpResponse<String> answer = stage().ask(Ask.model("shared").streamed());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("Hel", "[DONE]");
    assertThat(stage().received())
        .extracting(Received::key)
        .containsExactly(ContractStage.key("one"), ContractStage.key("four"));
  }

  /** A provider that says 200 and then that it failed. */
  @Test
  default void errorAsTheFirstEvent_isFailedOver() {
    stage().first().answer(OpenAi.errorAsFirstEvent());
    stage().second().answer(Answer.ok("Hello"));

    HttpResponse<String> answer = stage().ask(Ask.model("shared").streamed());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("Hello").doesNotContain("server_error");
  }

  @Test
  default void clientThatLeaves_endsTheProvidersWork() throws IOException {
    Gate never = new Gate();
    stage().first().answer(Answer.ok("a", "b").waitingAt(Point.afterContent(1), never));

    InputStream stream = stage().begin(Ask.model("shared").streamed()).body();
    never.awaitReached(ContractStage.LIMIT);
    stream.close();

    assertThat(stage().first().awaitCancelled(1, ContractStage.LIMIT)).hasSize(1);
  }

  private static void readTo(BufferedReader reader, String text) throws IOException {
    List<String> lines = new ArrayList<>();
    String line = reader.readLine();
    while (line != null) {
      lines.add(line);
      if (line.contains(text)) {
        return;
      }
      line = reader.readLine();
    }
    throw new AssertionError("the stream ended before \"" + text + "\": " + lines);
  }

  private static BufferedReader reader(HttpResponse<InputStream> answer) {
    return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }
}
