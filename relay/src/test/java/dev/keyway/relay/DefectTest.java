package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Gate;
import dev.keyway.scripted.Point;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** A defect of the program's own costs one request, and tells nobody what it must not. */
class DefectTest {

  private static final String QUOTED = "sk-quoted-by-the-defect";

  @Test
  void client_is_told_in_its_dialect_when_the_decision_meets_a_defect() throws Exception {
    try (LogCapture log = new LogCapture();
        RelayStage stage = RelayStage.of(made -> made.withProviders().failing(QUOTED))) {
      HttpResponse<String> answer = stage.messages();

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).startsWith("{\"type\":\"error\"").doesNotContain(QUOTED);
      assertThat(answer.headers().firstValue("x-keyway-error")).hasValue("internal");
      assertThat(log.text())
          .contains("met a defect: java.lang.IllegalStateException", "at dev.keyway.relay.")
          .doesNotContain(QUOTED);
    }
  }

  @Test
  void provider_is_left_and_its_key_free_when_the_record_meets_a_defect() throws Exception {
    Gate gate = new Gate();
    try (LogCapture log = new LogCapture();
        RelayStage stage = RelayStage.of(made -> made.withProviders().failingRecords(QUOTED));
        Wire wire = stage.wire()) {
      stage.first.always(Answer.ok("One").waitingAt(Point.beforeHead(), gate));
      wire.chat(Client.HELLO);
      gate.awaitReached(RelayStage.SOON);

      wire.leave();

      stage.first.awaitCancelled(1, RelayStage.SOON);
      Client.await(() -> stage.inFlight("first") == 0);
      assertThat(log.text()).contains("met a defect").doesNotContain(QUOTED);
    }
  }

  @Test
  void answer_is_cut_when_its_record_meets_a_defect() throws Exception {
    try (LogCapture log = new LogCapture();
        RelayStage stage = RelayStage.of(made -> made.withProviders().failingRecords(QUOTED))) {
      HttpResponse<String> answer = stage.chat();

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(stage.inFlight("first")).isZero();
      assertThat(log.text()).contains("met a defect").doesNotContain(QUOTED);
    }
  }
}
