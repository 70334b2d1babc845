package dev.keyway.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.record.DecisionRecord;
import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.stream.Usage;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class RehearsalStageTest {

  @Test
  void each_request_goes_through_all_filters_to_its_end() throws Exception {
    List<DecisionRecord> records = new CopyOnWriteArrayList<>();

    RehearsalStage.play(RehearsedServing.with(records::add), 3);

    assertThat(records)
        .hasSize(3)
        .allSatisfy(record -> {
          assertThat(record.ending()).isEqualTo(Ending.COMPLETE);
          assertThat(record.usage()).isEqualTo(new Usage(1L, 1L));
        });
  }

  /** Then Envoy would not be answered either. */
  @Test
  void a_service_that_refuses_is_told() {
    EnvoyStage other = new EnvoyStage(EnvoyStage.POLICY);

    assertThatThrownBy(() -> RehearsalStage.play(other.serving, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("refuses its own rehearsal");
  }
}
