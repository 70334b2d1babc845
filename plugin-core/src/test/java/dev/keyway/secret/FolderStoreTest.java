package dev.keyway.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.testing.MountedSecrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FolderStoreTest {

  private static final String CANARY = "sk-canary-51bd6e";

  @TempDir private Path above;
  private Path folder;
  private FolderStore store;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(above.resolve("openai"));
    store = new FolderStore(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "'sk-1', sk-1",
    "'sk-1\n', sk-1",
    "'sk-1\r\n', sk-1",
    "'sk-1\n\n', 'sk-1\n'",
    "'sk-1 ', 'sk-1 '",
    "'\nsk-1', '\nsk-1'",
    "'sk-1\r', 'sk-1\r'",
  })
  void value_isTheFileWithoutItsLastLineBreak(String content, String value) throws Exception {
    Files.writeString(folder.resolve("key"), content);

    assertThat(store.read("key")).contains(Secret.of(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n"})
  void emptyFile_countsAsUnset(String content) throws Exception {
    Files.writeString(folder.resolve("key"), content);

    assertThat(store.read("key")).isEmpty();
  }

  @Test
  void absentFile_isUnset() throws Exception {
    assertThat(store.read("key")).isEmpty();
  }

  @Test
  void absentFolder_isNamed() {
    assertThatThrownBy(() -> new FolderStore(above.resolve("none")).read("key"))
        .isInstanceOf(SecretUnavailableException.class)
        .hasMessage("the vault's folder %s/none is not there, or is no folder".formatted(above));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../outside",
        "a/b",
        "/etc/passwd",
        "a\\b",
        ".hidden",
        "..data",
        "a b",
        "a\0",
        "a\n"
      })
  void name_thatIsNoPlainFileName_isRefused(String name) throws IOException {
    Files.writeString(above.resolve("outside"), CANARY);

    assertThat(store.flaw(name)).startsWith("can't be a file of its vault's folder");
    assertThat(store.file(name)).isNull();
    assertThatThrownBy(() -> store.read(name))
        .isInstanceOf(SecretUnavailableException.class)
        .hasMessageNotContaining("canary");
  }

  @Test
  void mountedSecret_isFollowedThroughItsSwaps() throws Exception {
    MountedSecrets mounted = new MountedSecrets(folder);

    mounted.swap(Map.of("key", "sk-1", "other", "sk-2"));
    assertThat(store.read("key")).contains(Secret.of("sk-1"));
    mounted.swap(Map.of("key", "sk-3\n", "other", "sk-4"));
    assertThat(store.read("key")).contains(Secret.of("sk-3"));
    assertThat(store.read("other")).contains(Secret.of("sk-4"));
  }

  /** Values have different lengths, so that a mix would show. */
  @Test
  void reading_neverMixesGenerationsNorMissesOne() throws Exception {
    MountedSecrets mounted = new MountedSecrets(folder);
    mounted.swap(Map.of("key", value(0)));
    AtomicBoolean done = new AtomicBoolean();
    Thread swapping =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 1; i <= 300; i++) {
                swap(mounted, i);
              }
              done.set(true);
            });
    while (!done.get()) {
      String read = store.read("key").orElseThrow().reveal();
      assertThat(read).isEqualTo(value(Integer.parseInt(read.substring(0, read.indexOf('-')))));
    }
    swapping.join();
    assertThat(store.read("key")).contains(Secret.of(value(300)));
  }

  @Test
  void linkInsideTheFolder_isFollowed() throws Exception {
    Files.writeString(folder.resolve("real"), "sk-1");
    Files.createSymbolicLink(folder.resolve("key"), Path.of("real"));

    assertThat(store.read("key")).contains(Secret.of("sk-1"));
  }

  @Test
  void folderThatIsItselfALink_isNoWayOut() throws Exception {
    Files.writeString(folder.resolve("key"), "sk-1");
    Path link = Files.createSymbolicLink(above.resolve("link"), folder);

    assertThat(new FolderStore(link).read("key")).contains(Secret.of("sk-1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../outside", "../openai-other/key", "/etc/hostname"})
  void linkOutOfTheFolder_isRefused(String target) throws IOException {
    Files.writeString(above.resolve("outside"), CANARY);
    Files.createDirectory(above.resolve("openai-other"));
    Files.writeString(above.resolve("openai-other").resolve("key"), CANARY);
    Files.createSymbolicLink(folder.resolve("key"), Path.of(target));

    assertThatThrownBy(() -> store.read("key"))
        .isInstanceOf(SecretUnavailableException.class)
        .hasMessage(
            "the secret's file %s/key is a link that leads out of the vault's folder", folder);
  }

  @Test
  void dataFolderThatLeadsOut_isRefused() throws IOException {
    Path outside = Files.createDirectory(above.resolve("elsewhere"));
    Files.writeString(outside.resolve("key"), CANARY);
    Files.createSymbolicLink(folder.resolve("..data"), outside);
    Files.createSymbolicLink(folder.resolve("key"), Path.of("..data", "key"));

    assertThatThrownBy(() -> store.read("key")).hasMessageContaining("leads out of");
  }

  @Test
  void linksInACircle_areRefused() throws IOException {
    Files.createSymbolicLink(folder.resolve("a"), Path.of("b"));
    Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));

    assertThatThrownBy(() -> store.read("a"))
        .isInstanceOf(SecretUnavailableException.class)
        .hasMessageContaining("can't be read");
  }

  @Test
  void linkToNothing_isUnset() throws Exception {
    Files.createSymbolicLink(folder.resolve("key"), Path.of("..data", "key"));

    assertThat(store.read("key")).isEmpty();
  }

  @Test
  void hugeFile_isRefused() throws IOException {
    Files.writeString(folder.resolve("key"), "k".repeat(FolderStore.MOST_BYTES + 1));

    assertThatThrownBy(() -> store.read("key"))
        .hasMessage("the secret's file %s/key is larger than 64 KiB", folder);
  }

  @Test
  void folderInPlaceOfAFile_isRefused() throws IOException {
    Files.createDirectory(folder.resolve("key"));

    assertThatThrownBy(() -> store.read("key"))
        .hasMessage("the secret's file %s/key is a folder, expected a file", folder);
  }

  /** To open a pipe would wait for its other end. */
  @Test
  void device_isNotOpened() throws Exception {
    int made = new ProcessBuilder("mkfifo", folder.resolve("key").toString()).start().waitFor();

    assertThat(made).isZero();
    assertThatThrownBy(() -> store.read("key"))
        .hasMessage("the secret's file %s/key is no regular file", folder);
  }

  /** Root may read everything, so there the value comes. */
  @Test
  void fileThatMayNotBeRead_isSaidSo() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "sk-1");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));

    if (Files.isReadable(file)) {
      assertThat(store.read("key")).contains(Secret.of("sk-1"));
    } else {
      assertThatThrownBy(() -> store.read("key"))
          .hasMessageContaining("may not be read by the user keyway runs as");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {CANARY + "\nsecond line\n", "schlüssel-canary", "\0canary"})
  void valueThatCannotStandInAHeader_isRefusedWithoutShowingIt(String content) throws IOException {
    Files.writeString(folder.resolve("key"), content);
    SecretResolver resolver = new SecretResolver(Map.of("openai", store));

    assertThatThrownBy(() -> resolver.resolve(new SecretRef("openai", "key")))
        .isInstanceOf(SecretUnavailableException.class)
        .hasMessageStartingWith("secret openai/key (file %s/key) holds a c".formatted(folder))
        .hasMessageNotContaining("canary");
  }

  @Test
  void partOfAnotherVault_isAFolderInside() throws Exception {
    Files.createDirectory(folder.resolve("google"));
    Files.writeString(folder.resolve("google/key"), "sk-1\n");
    SecretStore part = store.part("google");

    assertThat(part.read("key")).contains(Secret.of("sk-1"));
    assertThat(part.file("key")).isEqualTo(folder.resolve("google/key"));
    assertThat(part.read("other")).isEmpty();
    assertThat(store.part("none").read("key")).isEmpty();
  }

  /** As Kubernetes mounts a secret whose items have paths. */
  @Test
  void partOfAnotherVault_isFoundThroughLinks_insideTheWholeFolder() throws Exception {
    Files.createDirectories(folder.resolve("..2026/google"));
    Files.writeString(folder.resolve("..2026/google/key"), "sk-1");
    Files.createSymbolicLink(folder.resolve("google"), Path.of("..2026", "google"));
    Files.createDirectory(above.resolve("elsewhere"));
    Files.writeString(above.resolve("elsewhere/key"), CANARY);
    Files.createSymbolicLink(folder.resolve("out"), above.resolve("elsewhere"));

    assertThat(store.part("google").read("key")).contains(Secret.of("sk-1"));
    assertThatThrownBy(() -> store.part("out").read("key"))
        .hasMessageContaining("is a link that leads out of the vault's folder")
        .hasMessageNotContaining("canary");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "a/b", ".hidden", ""})
  void partOfAVault_whoseNameIsNoFolders_isRefused(String vault) throws IOException {
    Files.writeString(above.resolve("key"), CANARY);
    SecretStore part = store.part(vault);

    assertThat(part.flaw("key")).isNotNull();
    assertThatThrownBy(() -> part.read("key"))
        .isInstanceOf(SecretUnavailableException.class)
        .hasMessageNotContaining("canary");
  }

  private static String value(int generation) {
    return generation + "-" + "k".repeat(generation % 97);
  }

  private static void swap(MountedSecrets mounted, int generation) {
    try {
      mounted.swap(Map.of("key", value(generation)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
