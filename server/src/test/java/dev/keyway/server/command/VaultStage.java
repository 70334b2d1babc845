package dev.keyway.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An empty vault and its passphrase, for tests of the commands. */
abstract class VaultStage {

  @TempDir static Path shared;

  @TempDir Path folder;
  Path file;
  Path passphrase;

  /** One that is copied for each test: to make a vault takes tenths of a second. */
  @BeforeAll
  static void make() throws IOException {
    Path passphrase = Files.writeString(shared.resolve("passphrase"), "canary horse battery\n");
    Cli init =
        Cli.run(
            "vault", "init", "--file", shared.resolve("vault"), "--passphrase-file", passphrase);
    assertThat(init.exitCode()).as(init.err()).isZero();
  }

  @BeforeEach
  void copy() throws IOException {
    file = Files.copy(shared.resolve("vault"), folder.resolve("keyway.vault"));
    passphrase = Files.copy(shared.resolve("passphrase"), folder.resolve("passphrase"));
  }

  /** Runs the command on the vault, with its passphrase. */
  Cli vault(String input, String... arguments) {
    List<Object> all = new ArrayList<>(List.of("vault"));
    all.addAll(Arrays.asList(arguments));
    all.addAll(List.of("--file", file, "--passphrase-file", passphrase));
    return Input.of(input, () -> Cli.run(all.toArray()));
  }
}
