package dev.keyway.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.Answer;
import dev.keyway.server.e2e.Terminal.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what the README says, word for word but for the addresses, and sees what it promises. */
class ReadmeIT {

  private static final Pattern READY = Pattern.compile("keyway is ready: (http://\\S+) .*");

  private final Readme readme = Readme.read(Checkout.ROOT.resolve("README.md"));

  @TempDir Path folder;

  private Stage.Providers providers;
  private Terminal first;
  private Terminal second;

  @BeforeEach
  void openTerminals() throws IOException {
    Files.createSymbolicLink(folder.resolve("keyway"), Checkout.launcher());
    Files.createSymbolicLink(folder.resolve("examples"), Checkout.ROOT.resolve("examples"));
    providers = Stage.Providers.start();
    KeywayCommand here = KeywayCommand.in(folder);
    first = Terminal.open(here);
    second = Terminal.open(here);
  }

  @AfterEach
  void closeTerminals() {
    first.close();
    second.close();
    providers.close();
  }

  @Test
  void theDemo_printsWhatIsShown() {
    String shown = readme.block("console", "$ ./keyway demo");
    Typed demo = first.type("./keyway demo");
    assertThat(demo.text().stripTrailing().lines().map(String::stripTrailing))
        .containsExactlyElementsOf(shown.lines().skip(1).toList());
    assertThat(demo.exitCode()).isZero();
  }

  @Test
  void thePolicyShown_isTheExample() throws IOException {
    assertThat(readme.block("yaml", "ai-gateway"))
        .isEqualTo(Files.readString(Checkout.ROOT.resolve("examples/quickstart/policy.yaml")));
  }

  @Test
  void everyLink_leadsToAFile() {
    assertThat(readme.links())
        .isNotEmpty()
        .allSatisfy(link -> assertThat(Checkout.ROOT.resolve(link)).exists());
  }

  @Test
  void check_namesTheVariables() {
    Typed check = first.type(readme.block("sh", "keyway check"));
    assertThat(check.exitCode()).isZero();
    assertThat(check.text()).contains("OPENAI_PRIMARY_KEY", "OPENAI_BACKUP_KEY", "GOOGLE_KEY");
  }

  @Test
  void curl_getsAnAnswer() {
    providers.openai().answer(Answer.ok("Hello by curl"));
    serveAndGetKey();
    Typed curl = second.type(readme.block("sh", "curl"));
    assertThat(curl.text()).contains("\"content\":\"Hello by curl\"");
    assertThat(providers.openai().received().getLast().key()).isEqualTo("sk-...");
  }

  @Test
  void theOfficialClient_getsAnAnswer() throws IOException {
    second.type("PATH=%s:$PATH".formatted(PythonEnvironment.programs()));
    // Finds it there already, in the version that all tests of this library use.
    assertThat(second.type("pip install -q --no-index openai").exitCode()).isZero();
    serveAndGetKey();
    providers.openai().answer(Answer.ok("Hello by Python"));
    Files.writeString(folder.resolve("hello.py"), readme.block("python", "OpenAI"));
    Typed python = second.type("python hello.py");
    assertThat(python.text()).isEqualTo("Hello by Python");
  }

  /** The first terminal gets a daemon, the second an access key. */
  private void serveAndGetKey() {
    String serve = readme.block("sh", "keyway serve").stripTrailing();
    String more = " --listen 127.0.0.1:0 --admin 127.0.0.1:0 ";
    Lines daemon = first.leaveRunning(serve + more + String.join(" ", providers.arguments()));
    Matcher ready = READY.matcher(daemon.await(line -> READY.matcher(line).matches()));
    assertThat(ready.matches()).isTrue();

    String client = readme.block("sh", "keyway keys create");
    assertThat(client).contains("http://127.0.0.1:8700");
    second.type(client.replace("http://127.0.0.1:8700", ready.group(1)));
    daemon.await(line -> line.contains("access-keys.json"));
  }
}
