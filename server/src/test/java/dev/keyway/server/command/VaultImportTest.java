package dev.keyway.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class VaultImportTest extends VaultStage {

  @Test
  void import_takesLines() {
    Cli run =
        vault(
            """
            # two keys
            OPENAI_KEY=sk-1
              export google/key = 'sk-2'

            anthropic/key="sk-3=="
            """,
            "import",
            "-");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).startsWith("3 of 3 secrets come from standard input");
    assertThat(vault("", "export", "--plain").out())
        .isEqualTo(
            "{\"OPENAI_KEY\":\"sk-1\",\"anthropic/key\":\"sk-3==\",\"google/key\":\"sk-2\"}\n");
  }

  @Test
  void import_takesJson_flatOrByVault() throws IOException {
    Path json =
        Files.writeString(
            folder.resolve("keys.json"),
            "{\"openai\": {\"key\": \"sk-1\"}, \"google/key\": \"sk-2\"}");

    Cli run = vault("", "import", json.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(vault("", "export", "--plain").out())
        .isEqualTo("{\"google/key\":\"sk-2\",\"openai/key\":\"sk-1\"}\n");
  }

  @Test
  void import_tellsAllProblemsAtOnce_quotesNothing_andStoresNothing() {
    Cli run =
        vault(
            """
            a=sk-1
            canary
            b=
            c='canary
            d=canary # mine
            a=canary
            e=canary\tx
            """,
            "import",
            "-");

    assertThat(run.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err())
        .isEqualTo(
            """
            keyway: nothing was stored
            standard input:2:1: error: expected NAME=VALUE, a comment (#) or nothing
            standard input:3:3: error: the value of b is empty
            standard input:4:3: error: the value of c can't be told from its quotes or a comment: write comments on lines of their own, and use JSON for values with quotes
            standard input:5:3: error: the value of d can't be told from its quotes or a comment: write comments on lines of their own, and use JSON for values with quotes
            standard input:6:3: error: a stands here twice
            standard input:7:3: error: the value of e holds a control character (a line break, a tab), which can't stand in a header: store it anew
            """);
    assertThat(vault("", "list", "--json").out()).isEqualTo("[]\n");
  }

  @Test
  void import_ofJsonThatIsNone_quotesNothing() {
    for (String text :
        List.of(
            "{\"a\": \"canary\"",
            "{\"a\": canary}}",
            "{\"a\": [\"canary\"]}",
            "{\"a\": 7777, \"b\": {\"c\": {\"d\": \"canary\"}}}",
            "{}")) {
      Cli run = vault(text, "import", "-");
      assertThat(run.exitCode()).as(text).isEqualTo(ExitCode.PROBLEMS);
      assertThat(run.err())
          .contains("nothing was stored", "error: ")
          .doesNotContain("canary", "7777");
    }
  }

  @Test
  void import_replacesOnlyWhenTold() {
    vault("sk-1", "set", "a");
    vault("sk-2", "set", "b");

    Cli refused = vault("a=sk-1\nb=sk-3\nc=sk-4", "import", "-");
    Cli replaced = vault("a=sk-1\nb=sk-3\nc=sk-4", "import", "-", "--replace");

    assertThat(refused.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(refused.err())
        .contains(
            "standard input:2:3: error: b has another value in the vault; --replace replaces it");
    assertThat(replaced.exitCode()).isZero();
    assertThat(vault("", "list").out().lines().map(line -> line.replaceAll("(\\d) .*", "$1")))
        .containsExactly(
            "NAME  VERSION  CHANGED               FINGERPRINT", "a     1", "b     2", "c     1");
  }
}
