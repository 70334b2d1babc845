package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.record.DecisionRecord;
import dev.keyway.record.DecisionRecord.Ending;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A prompt that takes long to count holds up nobody else. */
class LongPromptTest {

  /** More tokens than the policy allows, in about 5 MB. */
  private static final String LONG = Client.HELLO.replace("Hello", "word ".repeat(1_000_000));

  private static final String LONG_BUT_ALLOWED = Client.HELLO.replace("Hello", "w ".repeat(4_000));

  @Test
  void prompt_of_megabytes_is_counted_and_refused() throws Exception {
    try (RelayStage stage = limited(new Held())) {
      HttpResponse<String> answer = Client.send(Client.chat(stage, LONG));

      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.headers().firstValue("x-keyway-error")).hasValue("input_too_large");
      assertThat(stage.first.received()).isEmpty();
    }
  }

  @Test
  void prompt_within_the_limit_is_served() throws Exception {
    try (RelayStage stage = limited(new Held())) {
      assertThat(Client.send(Client.chat(stage, LONG_BUT_ALLOWED)).statusCode()).isEqualTo(200);
      assertThat(stage.record().inputTokens()).isBetween(4_000L, 4_100L);
    }
  }

  /** On every event loop there is, so also on that of the long one. */
  @Test
  void other_requests_are_answered_while_it_is_counted() throws Exception {
    Held held = new Held();
    try (RelayStage stage = limited(held);
        Wire wire = stage.wire()) {
      held.hold();
      wire.chat(LONG);
      held.awaitReached();

      List<Wire> others = new ArrayList<>();
      for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
        others.add(stage.wire());
      }
      for (Wire other : others) {
        assertThat(other.chat(Client.HELLO).readAnswer()).startsWith("HTTP/1.1 200");
        other.close();
      }

      held.release();
      assertThat(wire.readAnswer()).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void client_that_leaves_while_it_is_counted_calls_nobody() throws Exception {
    Held held = new Held();
    try (RelayStage stage = limited(held);
        Wire wire = stage.wire()) {
      held.hold();
      wire.chat(LONG_BUT_ALLOWED);
      held.awaitReached();

      wire.leave();
      Client.await(() -> stage.relay().requestsUnderWay() == 0);
      held.release();

      DecisionRecord record = stage.record();
      assertThat(record.ending()).isEqualTo(Ending.CLIENT_LEFT);
      assertThat(record.trials()).isEmpty();
      assertThat(stage.first.received()).isEmpty();
      assertThat(stage.chat().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void defect_while_it_is_counted_is_answered() throws Exception {
    InstantSource broken =
        () -> {
          throw new IllegalStateException("sk-quoted-by-the-defect");
        };
    try (LogCapture log = new LogCapture();
        RelayStage stage =
            RelayStage.of(made -> {
              made.withProviders().decisionClock(broken);
              made.policy.maxInputTokens(5_000);
            })) {
      HttpResponse<String> answer = Client.send(Client.chat(stage, LONG_BUT_ALLOWED));

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).doesNotContain("sk-quoted");
      assertThat(log.text()).contains("met a defect").doesNotContain("sk-quoted");
    }
  }

  private static RelayStage limited(Held clock) throws RelayStartException {
    return RelayStage.of(made -> {
      made.withProviders().decisionClock(clock);
      made.policy.maxInputTokens(5_000);
    });
  }

  /** A clock that, when told so, keeps the next virtual thread that asks for the time. */
  private static final class Held implements InstantSource {

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean holding;

    void hold() {
      holding = true;
    }

    void awaitReached() throws InterruptedException {
      assertThat(reached.await(RelayStage.SOON.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    }

    void release() {
      released.countDown();
    }

    @Override
    public Instant instant() {
      if (holding && Thread.currentThread().isVirtual()) {
        holding = false;
        reached.countDown();
        try {
          released.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return Instant.now();
    }
  }
}
