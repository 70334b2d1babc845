package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A provider that takes an upload slowly slows its client down; nobody in between keeps it. */
class UploadBackPressureTest {

  private static final int KEPT = 1 << 20;
  private static final int MEGABYTES = 100;
  private static final Duration STANDSTILL = Duration.ofMillis(200);

  /** What the systems' buffers on the way and the relay's own may take in together. */
  private static final long MOST_ON_THE_WAY = 24L << 20;

  @Test
  void client_stands_still_when_the_provider_does_not_read() throws Exception {
    LongUpload upload = new LongUpload(MEGABYTES);
    try (Swallow provider = new Swallow(4L << 20);
        RelayStage stage = stage(provider, RelayStage.SOON);
        Wire wire = stage.wire()) {
      wire.send(Form.head("content-length: " + upload.length()));
      CompletableFuture<Long> sent = upload.sendOver(wire);

      Client.awaitStandstill(upload::sent, STANDSTILL);
      long onTheWay = upload.sent() - provider.read();
      provider.goOn();

      assertThat(onTheWay).isBetween(1L, KEPT + MOST_ON_THE_WAY);
      assertThat(wire.readAnswer()).startsWith("HTTP/1.1 200 ");
      assertThat(provider.sum().get(RelayStage.SOON.toMillis(), TimeUnit.MILLISECONDS))
          .isEqualTo(sent.get(RelayStage.SOON.toMillis(), TimeUnit.MILLISECONDS));
      assertThat(provider.read()).isEqualTo(upload.length());
    }
  }

  @Test
  void provider_that_stands_still_is_no_silence_of_the_clients() throws Exception {
    Duration silence = Duration.ofSeconds(1);
    LongUpload upload = new LongUpload(MEGABYTES);
    try (Swallow provider = new Swallow(4L << 20);
        RelayStage stage = stage(provider, silence);
        Wire wire = stage.wire()) {
      wire.send(Form.head("content-length: " + upload.length()));
      CompletableFuture<Long> sent = upload.sendOver(wire);

      Client.awaitStandstill(upload::sent, silence.multipliedBy(2));
      provider.goOn();

      assertThat(wire.readAnswer()).startsWith("HTTP/1.1 200 ");
      assertThat(sent.get(RelayStage.SOON.toMillis(), TimeUnit.MILLISECONDS)).isNotNull();
    }
  }

  @Test
  void provider_that_stands_still_for_too_long_has_failed() throws Exception {
    LongUpload upload = new LongUpload(MEGABYTES);
    try (Swallow provider = new Swallow(4L << 20);
        RelayStage stage =
            RelayStage.of(made ->
                made.limits(Limits.upload(KEPT, 200L << 20, RelayStage.SOON))
                    .policy
                    .provider("first", provider.baseUrl(), RelayStage.FIRST_KEY)
                    .perRequestTimeout(Duration.ofMillis(300)));
        Wire wire = stage.wire()) {
      wire.send(Form.head("content-length: " + upload.length()));
      CompletableFuture<Long> sent = upload.sendOver(wire);

      assertThat(wire.readUntil("can't be sent again")).startsWith("HTTP/1.1 504 ");
      assertThat(stage.story()).startsWith("first/1 provider");
      wire.leave();
      assertThat(sent.handle((sum, failure) -> true).get(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static RelayStage stage(Swallow provider, Duration silence) throws Exception {
    return RelayStage.of(made ->
        made.limits(Limits.upload(KEPT, 200L << 20, silence))
            .policy
            .provider("first", provider.baseUrl(), RelayStage.FIRST_KEY));
  }
}
