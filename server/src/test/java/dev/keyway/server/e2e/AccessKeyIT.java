package dev.keyway.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.server.e2e.Child.Finished;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Access keys that come and go while the daemon runs. */
class AccessKeyIT {

  @Test
  void aKey_worksFromItsMakingToItsEnd(@TempDir Path folder) {
    try (Stage stage = Stage.open(folder)) {
      Finished created = stage.command().run("keys", "create", "late");
      assertThat(created.out()).matches("kw-\\S+");
      awaitStatus(200, stage, created.out());

      assertThat(stage.command().run("keys", "revoke", "late").exitCode()).isZero();
      awaitStatus(401, stage, created.out());
      awaitStatus(200, stage, stage.accessKey());
    }
  }

  /** Asks until the daemon, which looks at the file each second, answers so. */
  private static void awaitStatus(int status, Stage stage, String accessKey) {
    Ask ask = Ask.chat("gpt-4o").with(accessKey);
    Deadline.await(
        "the answer " + status,
        () -> {
          try (Client.Reply reply = Client.JAVA.send(stage.daemon().url(), ask)) {
            return reply.status() == status;
          }
        });
  }
}
