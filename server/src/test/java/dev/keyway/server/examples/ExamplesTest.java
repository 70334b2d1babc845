package dev.keyway.server.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.Keyway;
import dev.keyway.access.Listener.Authentication;
import dev.keyway.document.Problem;
import dev.keyway.document.Problem.Severity;
import dev.keyway.policy.HostActions;
import dev.keyway.policy.Policy;
import dev.keyway.policy.PolicyReader.Origin;
import dev.keyway.policy.PolicyReading;
import dev.keyway.secret.SecretResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every policy in examples/policies is checked, and run with each of the cases beside it through a
 * relay, against scripted providers.
 */
class ExamplesTest {

  private static final Path FOLDER = Path.of("..", "examples", "policies");
  private static final String CASES = ".cases.yaml";

  @TestFactory
  List<DynamicNode> examples() throws IOException {
    return policies().stream().<DynamicNode>map(ExamplesTest::example).toList();
  }

  /** A page that leads to each of them, and to nothing that is not there. */
  @Test
  void everyExample_isOnThePage() throws IOException {
    String page = Files.readString(FOLDER.resolve("README.md"));
    for (String name : policies()) {
      assertThat(page).contains("(" + name + ".yaml)", "(" + name + CASES + ")");
    }
  }

  @Test
  void casesOnThePage_areWrittenAsTheyAreRead() throws IOException {
    String page = Files.readString(FOLDER.resolve("README.md"));
    String block = page.split("```yaml\n", -1)[1].split("```", -1)[0];

    assertThat(Cases.of(block).cases()).hasSize(2);
  }

  @Test
  void casesWithoutAPolicy_areNone() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()).filter(n -> n.endsWith(CASES)))
          .allMatch(name -> Files.exists(FOLDER.resolve(name.replace(CASES, ".yaml"))));
    }
  }

  private static List<String> policies() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml") && !name.endsWith(CASES))
          .map(name -> name.substring(0, name.length() - ".yaml".length()))
          .sorted()
          .toList();
    }
  }

  private static DynamicContainer example(String name) {
    try {
      Cases cases = Cases.read(FOLDER.resolve(name + CASES));
      List<DynamicNode> tests = new ArrayList<>();
      tests.add(DynamicTest.dynamicTest("loads as it says", () -> check(name, cases)));
      for (List<Cases.Case> together : together(cases.cases())) {
        tests.add(
            DynamicTest.dynamicTest(together.getLast().it(), () -> play(name, cases, together)));
      }
      return DynamicContainer.dynamicContainer(name, tests);
    } catch (IOException e) {
      throw new AssertionError("the example " + name + " has no cases that can be read", e);
    }
  }

  /** Cases that go on from one another. */
  private static List<List<Cases.Case>> together(List<Cases.Case> cases) {
    List<List<Cases.Case>> together = new ArrayList<>();
    for (Cases.Case each : cases) {
      if (!each.goesOn()) {
        together.add(new ArrayList<>());
      }
      together.getLast().add(each);
    }
    return together;
  }

  private static void check(String name, Cases cases) throws IOException {
    Set<String> variables = new TreeSet<>();
    Policy policy = read(name, cases, variables);
    assertThat(policy.warnings().stream().map(Problem::message))
        .as("warnings")
        .hasSameSizeAs(cases.warnings());
    for (int i = 0; i < cases.warnings().size(); i++) {
      assertThat(policy.warnings().get(i).message()).contains(cases.warnings().get(i));
    }
    assertThat(cases.cases()).as("cases").isNotEmpty();
    assertThat(intoOneLine(comment(name)))
        .as("the comment on top says how to run it")
        .contains(command(name, cases.serve()));
    assertThat(List.of(intoOneLine(comment(name)).split("\\W+", -1)))
        .as("the variables it reads")
        .containsAll(variables);
  }

  private static String command(String name, String serve) {
    return "./keyway serve examples/policies/%s.yaml %s".formatted(name, serve).strip();
  }

  /** What stands above the policy. */
  private static String comment(String name) throws IOException {
    StringBuilder comment = new StringBuilder();
    for (String line : Files.readAllLines(FOLDER.resolve(name + ".yaml"))) {
      if (!line.startsWith("#")) {
        break;
      }
      comment.append(line.substring(1)).append('\n');
    }
    return comment.toString();
  }

  private static String intoOneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }

  private static void play(String name, Cases cases, List<Cases.Case> together) throws Exception {
    Policy policy = read(name, cases, new TreeSet<>());
    Authentication authentication =
        cases.serve().contains("--require none")
            ? Authentication.NOT_REQUIRED
            : Authentication.AS_POLICY_SAYS;
    try (ExampleGateway gateway = new ExampleGateway(policy, authentication)) {
      for (Cases.Case each : together) {
        gateway.later(each);
        for (int i = 0; i < each.times(); i++) {
          new Expectations(each, gateway.play(each)).hold(gateway.keyIds());
        }
      }
    }
  }

  /** Every secret is set, to a value of its own. */
  private static Policy read(String name, Cases cases, Set<String> variables) throws IOException {
    SecretResolver secrets =
        SecretResolver.ofEnvironment(variable -> {
          variables.add(variable);
          return "value-of-" + variable;
        });
    HostActions hostActions =
        cases.serve().contains("--ignore-host-actions") ? HostActions.IGNORED : HostActions.REFUSED;
    PolicyReading reading =
        Keyway.policyReader(secrets, Severity.ERROR, new Origin.Operator(hostActions))
            .read(name, Files.readAllBytes(FOLDER.resolve(name + ".yaml")));
    return switch (reading) {
      case PolicyReading.Loaded loaded -> loaded.policy();
      case PolicyReading.Refused refused -> throw new AssertionError(refused.problems());
    };
  }
}
