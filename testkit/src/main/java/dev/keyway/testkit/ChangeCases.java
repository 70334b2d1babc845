package dev.keyway.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Gate;
import dev.keyway.scripted.Point;
import dev.keyway.scripted.Received;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What operators change while clients ask. */
interface ChangeCases {

  int CLIENTS = 4;

  ContractStage stage();

  @Test
  default void changedPolicy_countsWhileRequestsRun_andNoneFails() {
    stage().first().keepLatest(CLIENTS);
    try (Load load = Load.start(stage(), Ask.model("shared"), CLIENTS)) {
      load.awaitMore(2 * CLIENTS);
      stage().setup().replacePolicy("chat", stage().chatPolicy() + "headers: {x-mark: new}\n");
      stage().gateway().reload();
      load.awaitAnswer(() -> stage().first().received().stream().allMatch(ChangeCases::isNew));
      assertThat(load.end()).containsOnly(200);
    }
  }

  /** A stream that began before goes on, and the one that begins after is served as well. */
  @Test
  default void changedPolicy_leavesAStreamAlone() throws IOException {
    Gate gate = new Gate();
    stage().first().answer(Answer.ok("one ", "two").waitingAt(Point.afterContent(1), gate));
    try (InputStream stream = stage().begin(Ask.model("shared").streamed()).body()) {
      gate.awaitReached(ContractStage.LIMIT);
      stage().setup().replacePolicy("chat", stage().chatPolicy() + "max_output_tokens: 9\n");
      stage().gateway().reload();
      assertThat(stage().ask(Ask.model("shared")).statusCode()).isEqualTo(200);
      gate.open();
      assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8)).contains("[DONE]");
    }
  }

  @Test
  default void restartOfKeyway_isSurvived() {
    assertThat(stage().ask(Ask.model("shared")).statusCode()).isEqualTo(200);

    stage().gateway().restartKeyway();

    assertThat(stage().ask(Ask.model("shared")).statusCode()).isEqualTo(200);
    assertThat(stage().received()).hasSize(2);
  }

  private static boolean isNew(Received request) {
    return "new".equals(request.header("x-mark"));
  }
}
