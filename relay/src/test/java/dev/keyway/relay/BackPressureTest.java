package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.record.DecisionRecord.Ending;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Sse;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** A client that reads slowly slows its provider down; nobody in between keeps what it leaves. */
class BackPressureTest {

  private static final Duration STANDSTILL = Duration.ofMillis(200);
  private static final int EVENTS = 60;
  private static final String MEGABYTE =
      Sse.data("{\"choices\":[{\"delta\":{\"content\":\"" + "x".repeat(1 << 20) + "\"}}]}");
  private static final long ALL = (long) EVENTS * MEGABYTE.length();

  /** What the systems' buffers on the way and the relay's own may take in together. */
  private static final long MOST_ON_THE_WAY = 24L << 20;

  @Test
  void provider_stands_still_when_the_client_does_not_read() throws Exception {
    try (RelayStage stage = RelayStage.plain();
        Wire wire = new Wire(stage.port(), 64 << 10)) {
      stage.first.always(stream());

      wire.chat(Client.HELLO_STREAMED);
      wire.readUntil("\r\n\r\n");
      Client.awaitStandstill(stage.first::bytesSent, STANDSTILL);

      assertThat(stage.first.bytesSent()).isBetween(1L, MOST_ON_THE_WAY);
      assertThat(wire.countUntil("data: [DONE]\n\n")).isGreaterThan(ALL);
      assertThat(stage.record().ending()).isEqualTo(Ending.COMPLETE);
    }
  }

  @Test
  void client_that_does_not_read_at_all_is_given_up_in_the_end() throws Exception {
    try (RelayStage stage =
            RelayStage.of(
                made -> made.withProviders().limits(Limits.idle(Duration.ofMillis(100))));
        Wire wire = new Wire(stage.port(), 64 << 10)) {
      stage.first.always(stream());

      wire.chat(Client.HELLO_STREAMED);

      assertThat(stage.record().ending()).isEqualTo(Ending.CLIENT_LEFT);
      stage.first.awaitCancelled(1, RelayStage.SOON);
    }
  }

  @Test
  void slow_client_is_no_silence_of_the_providers() throws Exception {
    Duration idle = Duration.ofMillis(500);
    try (RelayStage stage = RelayStage.with(policy -> policy.streamIdleTimeout(idle));
        Wire wire = new Wire(stage.port(), 64 << 10)) {
      stage.first.always(stream());

      wire.chat(Client.HELLO_STREAMED);
      wire.readUntil("\r\n\r\n");
      Client.awaitStandstill(stage.first::bytesSent, idle.multipliedBy(2));

      assertThat(wire.countUntil("data: [DONE]\n\n")).isGreaterThan(ALL);
    }
  }

  private static Answer stream() {
    return Answer.events(
        String.join("", Collections.nCopies(EVENTS, MEGABYTE)), Sse.data("[DONE]"));
  }
}
