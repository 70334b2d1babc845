package dev.keyway.server.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.access.AccessKey;
import dev.keyway.access.AccessKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedAccessKeysTest {

  @TempDir private Path folder;
  private final List<AccessKeys> taken = new ArrayList<>();
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("access-keys.json");
  }

  @Test
  void file_isTakenOverWhenItComesChangesAndGoes() throws Exception {
    FollowedAccessKeys keys =
        FollowedAccessKeys.load(file, taken::add, FollowedAccessKeysTest::noDoubts);
    TestDaemon.createKey(file, "alice");
    keys.look();
    TestDaemon.createKey(file, "bob");
    keys.look();
    Files.delete(file);
    keys.look();

    assertThat(taken)
        .extracting(one -> one.list().stream().map(AccessKey::name).toList())
        .containsExactly(List.of(), List.of("alice"), List.of("alice", "bob"), List.of());
  }

  @Test
  void keysThatChanged_areLookedAtForDoubts() throws Exception {
    List<AccessKeys> doubted = new ArrayList<>();
    FollowedAccessKeys keys =
        FollowedAccessKeys.load(
            file,
            taken::add,
            changed -> {
              doubted.add(changed);
              return List.of("a doubt");
            });
    TestDaemon.createKey(file, "alice");
    keys.look();

    assertThat(doubted).containsExactly(taken.getLast());
  }

  @Test
  void unchangedFile_isNotTakenAgain() throws Exception {
    FollowedAccessKeys keys =
        FollowedAccessKeys.load(file, taken::add, FollowedAccessKeysTest::noDoubts);
    keys.look();

    assertThat(taken).hasSize(1);
  }

  @Test
  void fileWithProblems_leavesTheKeys() throws Exception {
    TestDaemon.createKey(file, "alice");
    FollowedAccessKeys keys =
        FollowedAccessKeys.load(file, taken::add, FollowedAccessKeysTest::noDoubts);
    Files.writeString(file, "{");
    keys.look();

    assertThat(taken).hasSize(1);
  }

  /** A change of owner or mode, for one, does not show in what is looked at. */
  @Test
  void fileWithProblems_isReadAgain_thoughItLooksTheSame() throws Exception {
    TestDaemon.createKey(file, "alice");
    String good = Files.readString(file);
    FollowedAccessKeys keys =
        FollowedAccessKeys.load(file, taken::add, FollowedAccessKeysTest::noDoubts);
    Files.writeString(file, "x".repeat(good.length()));
    keys.look();
    FileTime when = Files.getLastModifiedTime(file);
    Files.writeString(file, good);
    Files.setLastModifiedTime(file, when);

    assertThat(keys.look()).isTrue();
    assertThat(keys.problems()).isEmpty();
  }

  @Test
  void fileWithProblems_keepsTheDaemonFromStarting() throws IOException {
    Files.writeString(file, "{");

    assertThatThrownBy(
            () -> FollowedAccessKeys.load(file, taken::add, FollowedAccessKeysTest::noDoubts))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(file + ":1:");
  }

  private static List<String> noDoubts(AccessKeys keys) {
    return List.of();
  }
}
