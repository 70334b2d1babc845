package dev.keyway.access;

import static dev.keyway.access.Contexts.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.access.AccessKeys.Creation;
import dev.keyway.access.AccessKeys.Revocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AccessKeysFileTest {

  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir private Path folder;
  private Path path;
  private AccessKeysFile file;

  @BeforeEach
  void open() {
    path = folder.resolve("access-keys.json");
    file = new AccessKeysFile(path);
  }

  @Test
  void absent_file_holds_no_keys() throws Exception {
    assertThat(keys().list()).isEmpty();
  }

  @Test
  void created_key_is_valid_for_the_next_reader() throws Exception {
    Creation alice = create("alice");

    assertThat(keys().verify(alice.text().reveal(), NOW))
        .isInstanceOf(AccessKeyVerdict.Valid.class);
  }

  @Test
  void keys_made_earlier_stay_valid() throws Exception {
    Creation alice = create("alice");
    create("bob");

    assertThat(keys().verify(alice.text().reveal(), NOW))
        .isInstanceOf(AccessKeyVerdict.Valid.class);
  }

  @Test
  void revoked_key_is_refused_by_the_next_reader() throws Exception {
    Creation alice = create("alice");

    assertThat(file.revoke("alice", NOW)).isInstanceOf(Revocation.Revoked.class);
    assertThat(keys().verify(alice.text().reveal(), NOW)).isEqualTo(new AccessKeyVerdict.Revoked());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no POSIX permissions")
  void new_file_is_its_owners_only() throws Exception {
    create("alice");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no POSIX permissions")
  void permissions_an_operator_gave_are_kept() throws Exception {
    create("alice");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
    create("bob");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-r-----");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
  void link_stays_a_link() throws Exception {
    Path real = folder.resolve("real.json");
    new AccessKeysFile(real).create(AccessKeyWish.named("alice"), NOW, RANDOM);
    Files.createSymbolicLink(path, real);
    create("bob");

    assertThat(path).isSymbolicLink();
    assertThat(keys().list()).extracting(AccessKey::name).containsExactly("alice", "bob");
  }

  @Test
  void file_with_problems_is_left_as_it_is() throws Exception {
    Files.writeString(path, "{\"version\": 7}");

    assertThatThrownBy(() -> create("alice"))
        .isInstanceOfSatisfying(
            AccessKeysUnreadableException.class,
            refused -> assertThat(refused.problems()).isNotEmpty());
    assertThat(path).content().isEqualTo("{\"version\": 7}");
  }

  @Test
  void nothing_is_left_beside_the_file_but_its_lock() throws Exception {
    create("alice");
    create("bob");

    try (var entries = Files.list(folder)) {
      assertThat(entries.map(entry -> entry.getFileName().toString()))
          .containsExactlyInAnyOrder("access-keys.json", "access-keys.json.lock");
    }
  }

  @Test
  void threads_that_create_at_once_lose_no_key() throws Exception {
    List<Future<Creation>> made = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(4)) {
      Callable<Creation> create = () -> create("alice");
      for (int i = 0; i < 20; i++) {
        made.add(threads.submit(create));
      }
    }
    AccessKeys keys = keys();

    assertThat(keys.list()).hasSize(20);
    for (Future<Creation> one : made) {
      assertThat(keys.verify(one.get().text().reveal(), NOW))
          .isInstanceOf(AccessKeyVerdict.Valid.class);
    }
  }

  @Test
  void processes_that_create_at_once_lose_no_key() throws Exception {
    Process one = creator();
    Process other = creator();

    assertThat(List.of(one.waitFor(), other.waitFor())).containsExactly(0, 0);
    assertThat(keys().list()).hasSize(2 * Creator.KEYS);
  }

  private Process creator() throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Creator.class.getName(),
            path.toString())
        .inheritIO()
        .start();
  }

  private Creation create(String name) throws Exception {
    return file.create(AccessKeyWish.named(name), NOW, RANDOM);
  }

  private AccessKeys keys() throws Exception {
    return ((AccessKeysReading.Loaded) file.read()).keys();
  }

  /** What another process does. */
  static final class Creator {

    static final int KEYS = 10;

    private Creator() {}

    public static void main(String[] args) throws Exception {
      AccessKeysFile file = new AccessKeysFile(Path.of(args[0]));
      for (int i = 0; i < KEYS; i++) {
        file.create(AccessKeyWish.named("key " + i), NOW, RANDOM);
      }
    }
  }
}
