package dev.keyway.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.server.e2e.Child.Finished;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a script sees of the program, and what a person reads when it does not start. */
class ExitCodeIT {

  @TempDir Path folder;

  @BeforeEach
  void policy() {
    Stage.copy("policy.yaml", folder);
  }

  @Test
  void addressInUse_is3() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      Finished serve =
          Stage.withKeys(KeywayCommand.in(folder))
              .run("serve", "policy.yaml", "--listen", address, "--admin", "none");
      assertThat(serve.err()).contains(address + " is in use", "--listen");
      assertThat(serve.exitCode()).isEqualTo(3);
      assertThat(serve.out()).isEmpty();
    }
  }

  @Test
  void unsetSecret_is3_andEachIsNamed() {
    Finished serve =
        Stage.withKeys(KeywayCommand.in(folder))
            .with("OPENAI_BACKUP_KEY", "")
            .with("GOOGLE_KEY", "")
            .run("serve", "policy.yaml", "--listen", "127.0.0.1:0", "--admin", "none");
    assertThat(serve.err()).contains("OPENAI_BACKUP_KEY", "GOOGLE_KEY");
    assertThat(serve.err()).doesNotContain("OPENAI_PRIMARY_KEY");
    assertThat(serve.exitCode()).isEqualTo(3);
  }

  @Test
  void badPolicy_is1_withThePlaceOfEachProblem() throws IOException {
    Path bad = folder.resolve("bad.yaml");
    String policy = Files.readString(folder.resolve("policy.yaml"));
    Files.writeString(bad, policy.replace("api_keys", "api_kyes").replace("id: google", "id: 7"));
    Finished check = KeywayCommand.in(folder).run("check", "bad.yaml");
    assertThat(check.out() + check.err()).contains("bad.yaml:6:", "api_kyes", "did you mean");
    assertThat(check.exitCode()).isEqualTo(1);

    Finished serve = KeywayCommand.in(folder).run("serve", "bad.yaml");
    assertThat(serve.err()).contains("bad.yaml:6:", "api_kyes");
    assertThat(serve.exitCode()).isEqualTo(1);
  }

  @Test
  void goodPolicy_is0() {
    Finished check = Stage.withKeys(KeywayCommand.in(folder)).run("check", "policy.yaml");
    assertThat(check.exitCode()).isZero();
  }

  @Test
  void wrongUsage_is2() {
    Finished serve = KeywayCommand.in(folder).run("serve", "--lissten", "127.0.0.1:0");
    assertThat(serve.err()).contains("--lissten", "--listen");
    assertThat(serve.exitCode()).isEqualTo(2);
    assertThat(KeywayCommand.in(folder).run().exitCode()).isEqualTo(2);
  }
}
