package dev.keyway.secret.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassphraseTest {

  private static final String CANARY = "canary horse";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"'horse'", "'horse\n'", "'horse\r\n'"})
  void file_holdsIt_withOrWithoutALineBreak(String content) throws Exception {
    Path file = Files.writeString(folder.resolve("passphrase"), content);

    assertThat(new PassphraseSource.InFile(file).read().bytes()).isEqualTo(bytes("horse"));
  }

  @Test
  void oneLineBreak_isDropped_andNoMore() {
    assertThat(Passphrase.ofFile(bytes("horse \n\n")).bytes()).isEqualTo(bytes("horse \n"));
    assertThat(Passphrase.ofFile(bytes("\r\n")).isEmpty()).isTrue();
  }

  @Test
  void typedAndInAFile_areTheSame() {
    assertThat(Passphrase.typed("pferd-ä€😀".toCharArray()).bytes())
        .isEqualTo(Passphrase.ofFile(bytes("pferd-ä€😀")).bytes());
  }

  @Test
  void whatItWasMadeOf_isOverwritten_andItselfWhenClosed() {
    char[] characters = CANARY.toCharArray();
    byte[] content = bytes(CANARY);

    Passphrase typed = Passphrase.typed(characters);
    Passphrase read = Passphrase.ofFile(content);
    typed.close();

    assertThat(characters).containsOnly('\0');
    assertThat(content).containsOnly(0);
    assertThat(typed.bytes()).containsOnly(0);
    assertThat(read).hasToString("Passphrase(****)");
  }

  @Test
  void fileThatHoldsNone_isSaidSo() throws Exception {
    Path none = folder.resolve("none");
    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    Path long1 = Files.writeString(folder.resolve("long"), CANARY.repeat(400));

    assertThatThrownBy(() -> new PassphraseSource.InFile(none).read())
        .hasMessage("the passphrase file %s is not there", none);
    assertThatThrownBy(() -> new PassphraseSource.InFile(empty).read())
        .hasMessage("the passphrase file %s is empty: write the passphrase into it", empty);
    assertThatThrownBy(() -> new PassphraseSource.InFile(long1).read())
        .hasMessage("the passphrase file %s is larger than 4 KiB", long1);
  }

  @Test
  void descriptorThatIsNotOpen_isSaidSo() {
    assertThatThrownBy(() -> new PassphraseSource.OnDescriptor(987).read())
        .hasMessage(
            "there is no passphrase to be read from the file descriptor 987;"
                + " start keyway with 987< and the passphrase's file");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void descriptor_mayBeAFileOrAPipe() throws Exception {
    Path file = Files.writeString(folder.resolve("passphrase"), CANARY + "\n");

    assertThat(run("exec \"$@\" 3<" + file)).isEqualTo("12 bytes");
    assertThat(run("printf 'canary horse' | { exec 3<&0; exec \"$@\"; }")).isEqualTo("12 bytes");
    assertThat(run("exec \"$@\" 3</dev/null"))
        .isEqualTo("the file descriptor 3 holds no passphrase (a pipe can be read only once)");
  }

  private static String run(String script) throws Exception {
    Process run =
        new ProcessBuilder(
                "sh",
                "-c",
                script,
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Reader.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = run.inputReader().readLine();
    run.waitFor();
    return printed;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A program that is given its passphrase by descriptor 3. */
  static final class Reader {

    private Reader() {}

    public static void main(String[] args) {
      try {
        int length = new PassphraseSource.OnDescriptor(3).read().bytes().length;
        System.out.println(length + " bytes");
      } catch (SealedVaultException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
