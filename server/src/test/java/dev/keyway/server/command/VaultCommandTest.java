package dev.keyway.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class VaultCommandTest extends VaultStage {

  private static final String CANARY = "sk-canary-51bd6e";

  @Test
  void value_comesFromStandardInput_andIsShownOnlyWhenRevealed() {
    Cli set = vault(CANARY + "\n", "set", "openai/key");
    Cli shown = vault("", "get", "openai/key");

    assertThat(set.exitCode()).isZero();
    assertThat(set.err()).startsWith("openai/key is stored: version 1 (fingerprint ");
    assertThat(shown.out()).contains("openai/key").contains("FINGERPRINT");
    assertThat(set + " " + shown + vault("", "list") + vault("", "verify"))
        .doesNotContain("canary");
    assertThat(vault("", "get", "openai/key", "--reveal").out()).isEqualTo(CANARY + "\n");
  }

  @Test
  void sameValue_isSaidToBeThere() {
    vault("sk-1", "set", "a");

    assertThat(vault("sk-1", "set", "a").err()).startsWith("a has this value already: version 1");
    assertThat(vault("sk-2", "set", "a").err()).startsWith("a is stored: version 2");
  }

  @Test
  void valueThatCannotStandInAHeader_isRefused() {
    Cli set = vault(CANARY + "\nmore\n", "set", "a");

    assertThat(set.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(set.err())
        .contains("the value holds a control character", "nothing was written")
        .doesNotContain("canary");
    assertThat(vault("", "set", "a").err()).contains("the value is empty");
    assertThat(vault("", "list").err()).contains("no secrets in");
  }

  @Test
  void json_isForScripts_andHoldsNoValue() throws IOException {
    vault(CANARY, "set", "openai/key");

    JsonNode list = new ObjectMapper().readTree(vault("", "list", "--json").out());
    JsonNode one = new ObjectMapper().readTree(vault("", "get", "openai/key", "--json").out());
    JsonNode verdict = new ObjectMapper().readTree(vault("", "verify", "--json").out());

    assertThat(list).hasSize(1);
    assertThat(list.get(0)).isEqualTo(one);
    assertThat(one.get("name").asText()).isEqualTo("openai/key");
    assertThat(one.get("version").asInt()).isEqualTo(1);
    assertThat(one.get("fingerprint").asText()).hasSize(12);
    assertThat(verdict.get("ok").asBoolean()).isTrue();
    assertThat(verdict.get("secrets").asInt()).isEqualTo(1);
  }

  @Test
  void secretThatIsNotThere_isToldWithTheNearest() {
    vault("sk-1", "set", "openai/key");

    for (String command : List.of("get", "remove")) {
      Cli run = vault("", command, "openai/kye");
      assertThat(run.exitCode()).isEqualTo(ExitCode.PROBLEMS);
      assertThat(run.err())
          .contains("has no secret of the name openai/kye; did you mean openai/key?");
    }
  }

  @Test
  void removedSecret_isGone() {
    vault("sk-1", "set", "a");

    assertThat(vault("", "remove", "a").err()).startsWith("a is removed from ");
    assertThat(vault("", "list", "--json").out()).isEqualTo("[]\n");
  }

  @Test
  void init_leavesAVaultThatIsThere() throws IOException {
    byte[] before = Files.readAllBytes(file);

    Cli init = vault("", "init");

    assertThat(init.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(init.err()).contains("is there already, and was left as it is");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void shortPassphrase_makesNoVault() throws IOException {
    Files.writeString(passphrase, "canary");
    file = folder.resolve("other.vault");

    Cli init = vault("", "init");

    assertThat(init.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(init.err()).contains("has at least 12 characters").doesNotContain("canary");
    assertThat(file).doesNotExist();
  }

  @Test
  void wrongPassphrase_isSaid_withExitCode1() throws IOException {
    Files.writeString(passphrase, "another canary horse");

    for (String[] command :
        List.of(new String[] {"list"}, new String[] {"set", "a"}, new String[] {"verify"})) {
      Cli run = vault("sk-1", command);
      assertThat(run.exitCode()).isEqualTo(ExitCode.PROBLEMS);
      assertThat(run.err()).contains("is not opened by this passphrase").doesNotContain("canary");
    }
    assertThat(vault("", "verify", "--json").out()).contains("\"ok\":false,\"problem\":\"");
    assertThat(vault("", "verify", "--json").exitCode()).isEqualTo(ExitCode.PROBLEMS);
  }

  @Test
  void withoutATerminal_itSaysWhereAPassphraseMayComeFrom() {
    Cli list = Cli.run("vault", "list", "--file", file);

    assertThat(list.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(list.err())
        .contains("nobody is at a terminal", "--passphrase-file or --passphrase-fd");
  }

  @Test
  void valueInJson_isWrongUsage() {
    vault(CANARY, "set", "a");

    Cli both = vault("", "get", "a", "--reveal", "--json");

    assertThat(both.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(both.out()).isEmpty();
  }

  @Test
  void passphrasesThatCannotBe_areWrongUsage() {
    Cli both = vault("", "list", "--passphrase-fd", "3");
    Cli output = Cli.run("vault", "list", "--file", file, "--passphrase-fd", "1");
    Cli input = Cli.run("vault", "set", "a", "--file", file, "--passphrase-fd", "0");

    assertThat(both.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(both.err()).contains("one too many");
    assertThat(output.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(output.err()).contains("0, or 3 and up");
    assertThat(input.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(input.err()).contains("leaves no input for the value");
  }

  @Test
  void rotatedPassphrase_opensIt() throws IOException {
    vault("sk-1", "set", "a");
    Path fresh = Files.writeString(folder.resolve("fresh"), "another horse battery");

    Cli rotated = vault("", "rotate-passphrase", "--new-passphrase-file", fresh.toString());

    assertThat(rotated.exitCode()).isZero();
    assertThat(vault("", "list").exitCode()).isEqualTo(ExitCode.PROBLEMS);
    passphrase = fresh;
    assertThat(vault("", "get", "a", "--reveal").out()).isEqualTo("sk-1\n");
  }

  @Test
  void export_makesAVaultWithAKeyOfItsOwn_orPrintsOnlyWhenTold() throws IOException {
    vault("sk-1", "set", "a");
    vault("sk-2", "set", "a");
    Path copy = folder.resolve("copy.vault");
    Path fresh = Files.writeString(folder.resolve("fresh"), "another horse battery");
    String fingerprint = vault("", "get", "a", "--json").out();

    Cli unsaid = vault("", "export");
    Cli plain = vault("", "export", "--plain");
    Cli sealed = vault("", "export", copy.toString(), "--new-passphrase-file", fresh.toString());

    assertThat(unsaid.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(plain.out()).isEqualTo("{\"a\":\"sk-2\"}\n");
    assertThat(plain.err()).contains("warning: what follows are the secrets themselves");
    assertThat(sealed.err()).contains("is made, with 1 secret");
    passphrase = fresh;
    file = copy;
    assertThat(vault("", "get", "a", "--reveal").out()).isEqualTo("sk-2\n");
    assertThat(vault("", "get", "a", "--json").out())
        .contains("\"version\":2")
        .isNotEqualTo(fingerprint);
  }

  @Test
  void nothingToDo_isWrongUsage() {
    assertThat(Cli.run("vault").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(Cli.run("vault").err()).contains("rotate-passphrase");
    assertThat(Cli.run("vault", "--help").out()).startsWith("Usage: keyway vault");
  }
}
