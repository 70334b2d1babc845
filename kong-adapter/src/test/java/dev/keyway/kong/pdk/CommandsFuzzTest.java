package dev.keyway.kong.pdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whatever bytes come on a connection, it ends with them, and the others don't notice. */
class CommandsFuzzTest {

  private static final Stage STAGE = stage();

  private static Stage stage() {
    try {
      Path folder = Files.createTempDirectory("kong");
      return Stage.of(
          folder,
          Stage.TIGHT,
          new Told(kong -> {
            kong.client().consumer();
            kong.request().headers(100);
            kong.shared().get("a");
            kong.request().rawBody();
          }));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @FuzzTest(maxDuration = "20s")
  void bytes_that_are_no_commands_end_their_own_connection(FuzzedDataProvider data)
      throws IOException {
    try (KongWorker kong = STAGE.worker()) {
      drain(kong, data.consumeRemainingAsBytes());
    }
    requireWell();
  }

  @FuzzTest(maxDuration = "20s")
  void messages_that_are_no_commands_end_their_own_connection(FuzzedDataProvider data)
      throws IOException {
    try (KongWorker kong = STAGE.worker()) {
      byte[] message = data.consumeRemainingAsBytes();
      kong.sendRaw(KongWorker.length(message.length));
      drain(kong, message);
    }
    requireWell();
  }

  @FuzzTest(maxDuration = "20s")
  void bytes_that_are_no_replies_end_their_own_event(FuzzedDataProvider data) throws IOException {
    try (KongWorker kong = STAGE.worker()) {
      kong.sendEvent(kong.start("told", "{}"), "access");
      drain(kong, data.consumeRemainingAsBytes());
    }
    requireWell();
  }

  /** Sends them as the last there is; what the server still says must end. */
  private static void drain(KongWorker kong, byte[] last) throws IOException {
    try {
      kong.sendRaw(last);
      kong.shutdownOutput();
      while (kong.receive() != null) {}
    } catch (IOException closed) {
      // The server was quicker: it closed with bytes unread.
    }
  }

  private static void requireWell() throws IOException {
    try (KongWorker kong = STAGE.worker()) {
      assertThat(kong.access(kong.start("told", "{}")).functions()).hasSize(4);
    }
  }
}
