package dev.keyway.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyway.access.AccessKeyVerdict;
import dev.keyway.access.AccessKeys;
import dev.keyway.access.AccessKeysFile;
import dev.keyway.access.AccessKeysReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("access-keys.json");
  }

  @Test
  void create_printsTheKeyAloneAndStoresNoneOfIt() throws IOException {
    Cli made = keys("create", "alice");

    assertThat(made.exitCode()).isZero();
    assertThat(made.out()).matches("kw-[A-Za-z0-9_-]+\\R");
    String key = made.out().strip();
    assertThat(made.err()).contains("alice", "the one time").doesNotContain(key);
    assertThat(stored().verify(key, Instant.now())).isInstanceOf(AccessKeyVerdict.Valid.class);
    assertThat(Files.readString(file)).doesNotContain(key);
  }

  @Test
  void create_keepsWhatWasWished() throws IOException {
    keys(
        "create",
        "alice",
        "--expires",
        "90d",
        "--providers",
        "openai,google",
        "--models",
        "gpt-4o",
        "--metadata",
        "team=red",
        "--metadata",
        "tier=2");

    JsonNode key = new ObjectMapper().readTree(keys("list", "--json").out()).get(0);
    assertThat(key.get("name").asText()).isEqualTo("alice");
    assertThat(key.get("state").asText()).isEqualTo("good");
    assertThat(key.get("providers")).hasToString("[\"openai\",\"google\"]");
    assertThat(key.get("models")).hasToString("[\"gpt-4o\"]");
    assertThat(key.get("metadata").get("team").asText()).isEqualTo("red");
    assertThat(Instant.parse(key.get("expires").asText()))
        .isEqualTo(Instant.parse(key.get("created").asText()).plusSeconds(90 * 86_400));
  }

  @Test
  void providerTheCatalogueHasNot_isWarnedOf() {
    Cli made = keys("create", "alice", "--providers", "openai,opnai");

    assertThat(made.exitCode()).isZero();
    assertThat(made.err())
        .contains(
            "warning: the catalogue has no provider opnai; a policy must define it; did you mean openai?");
  }

  @Test
  void modelTheCatalogueHasNot_isWarnedOf() {
    Cli made =
        keys("create", "alice", "--models", "gpt-4o,gpt-4o-mimi,open-ai:gpt-4o,openai:gpt-4o-mimi");

    assertThat(made.exitCode()).isZero();
    assertThat(made.err())
        .contains(
            "warning: the catalogue has no model gpt-4o-mimi; a policy must define it; did you mean gpt-4o-mini?",
            "warning: the catalogue has no model openai:gpt-4o-mimi; a policy must define it; did you mean openai:gpt-4o-mini?")
        .doesNotContain("no model gpt-4o;", "open-ai");
  }

  @Test
  void list_showsLimits() {
    keys("create", "alice", "--providers", "openai,google", "--models", "openai:gpt-4o");

    assertThat(keys("list").out().lines().toList().get(1))
        .matches("\\S+ +alice +good +\\S+ +never +openai,google +openai:gpt-4o");
  }

  @Test
  void list_hasALineAKey() {
    keys("create", "alice");
    keys("create", "bob", "--expires", "2120-02-28");
    keys("revoke", "alice");

    assertThat(keys("list").out().lines())
        .satisfiesExactly(
            head ->
                assertThat(head).matches("ID +NAME +STATE +CREATED +EXPIRES +PROVIDERS +MODELS"),
            alice -> assertThat(alice).matches("\\S+ +alice +revoked +\\S+ +never +all +all"),
            bob -> assertThat(bob).matches("\\S+ +bob +good +\\S+ +2120-02-29 +all +all"));
  }

  @Test
  void list_ofNoFileSaysWhatToDo() {
    Cli list = keys("list");

    assertThat(list.exitCode()).isZero();
    assertThat(list.out()).isEmpty();
    assertThat(list.err()).contains("keyway keys create NAME");
  }

  @Test
  void revoke_takesIdOrName() {
    keys("create", "alice");
    keys("create", "alice");
    String id = keys("list").out().lines().toList().get(1).replaceFirst(" .*", "");

    assertThat(keys("revoke", "alice").err()).contains("several keys are named alice", id);
    assertThat(keys("revoke", id).exitCode()).isZero();
    assertThat(keys("revoke", "alice").err()).contains("revoked access key alice");
    assertThat(stored().list()).allMatch(key -> key.revoked() != null);
  }

  @Test
  void revoke_ofNobodysKeyFails() {
    Cli revoke = keys("revoke", "nobody");

    assertThat(revoke.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(revoke.err()).contains("no key in").contains("keyway keys list");
  }

  @Test
  void wrongExpiry_isWrongUsage() {
    Cli made = keys("create", "alice", "--expires", "soon");

    assertThat(made.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(made.err())
        .isEqualTo(
            """
            keyway keys create: --expires takes a time from now on (90d, 12h) or a day (2027-01-31).
            `keyway keys create --help` says what it takes.
            """);
    assertThat(file).doesNotExist();
  }

  @Test
  void fileWithProblems_isLeftAsItIs() throws IOException {
    Files.writeString(file, "{\"kees\": 1}");

    Cli made = keys("create", "alice");

    assertThat(made.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(made.err()).contains(file + ":1:", "left as it is");
    assertThat(made.out()).isEmpty();
    assertThat(Files.readString(file)).isEqualTo("{\"kees\": 1}");
  }

  @Test
  void folderThatIsNotThere_isNamed() {
    file = folder.resolve("none/keys.json");

    assertThat(keys("create", "alice").err()).contains("there is no folder " + folder + "/none");
  }

  private AccessKeys stored() {
    try {
      return ((AccessKeysReading.Loaded) new AccessKeysFile(file).read()).keys();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Cli keys(String... arguments) {
    Object[] all = new Object[arguments.length + 3];
    all[0] = "keys";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[arguments.length + 1] = "--file";
    all[arguments.length + 2] = file;
    return Cli.run(all);
  }
}
