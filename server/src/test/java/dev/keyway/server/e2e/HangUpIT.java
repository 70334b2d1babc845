package dev.keyway.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGHUP, as supervisors send it to have configurations read again. */
class HangUpIT {

  @Test
  void aDaemon_readsItsFilesAgain_andLivesOn(@TempDir Path folder) throws Exception {
    try (Stage stage = Stage.open(folder)) {
      Child daemon = stage.daemon().child();
      Files.writeString(
          folder.resolve("policy.yaml"), "\n# another text\n", StandardOpenOption.APPEND);

      hangUp(daemon);
      daemon.err().await(line -> line.contains(" replaced: policy.yaml"));
      hangUp(daemon);

      assertThat(stage.daemon().terminate().exitCode()).isZero();
    }
  }

  private static void hangUp(Child daemon) throws Exception {
    int sent = new ProcessBuilder("kill", "-HUP", Long.toString(daemon.pid())).start().waitFor();
    assertThat(sent).isZero();
  }
}
