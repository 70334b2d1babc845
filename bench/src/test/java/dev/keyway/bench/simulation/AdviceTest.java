package dev.keyway.bench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/selection.md says of strategies, held by the simulation it refers to. */
class AdviceTest {

  @ParameterizedTest
  @MethodSource("dev.keyway.bench.simulation.Strategy#all")
  void strategies_areThoseOfTheDocumentation(Strategy strategy) throws IOException {
    String docs =
        Files.readString(Path.of("../docs/selection.md"))
            + Files.readString(Path.of("../docs/keys-and-quotas.md"));
    assertThat(strategy.yaml().lines().map(String::strip).filter(line -> line.startsWith("- ")))
        .allSatisfy(line -> assertThat(docs).contains(line));
  }

  @Test
  void nearTheLimits_theListedOrderWastesCalls_thatSpreadingSaves() {
    double ordered = run("Near the limits", "ordered").wasted();
    assertThat(run("Near the limits", "spread").wasted()).isLessThan(ordered / 3);
    assertThat(run("Near the limits", "tokens-left").wasted()).isLessThan(ordered / 10);
  }

  @Test
  void unevenAccounts_wantWeights() {
    double weighted = run("Uneven accounts", "weighted").wasted();
    assertThat(run("Uneven accounts", "spread").wasted()).isGreaterThan(3 * weighted);
  }

  @Test
  void sticky_findsPromptsRemembered() {
    assertThat(run("Near the limits", "sticky").cached())
        .isGreaterThan(1.3 * run("Near the limits", "spread").cached());
  }

  @Test
  void aKeyThatAStrategyLeavesOut_isMissingInFailover() {
    assertThat(run("Near the limits", "few-errors").served())
        .isLessThan(run("Near the limits", "errors-last").served() - 0.05);
    assertThat(run("Uneven accounts", "requests-left").served())
        .isLessThan(run("Uneven accounts", "ordered").served() - 0.05);
  }

  @Test
  void quotaGroup_savesCalls() {
    assertThat(run("One account under three keys", "ordered").wasted())
        .isLessThan(
            run("One account under three keys, and nobody said so", "ordered").wasted() / 2);
  }

  @Test
  void oneKeyThatFails_doesNotTakeTheOthersWithIt() {
    assertThat(run("One key whose requests fail", "ordered").served()).isGreaterThan(0.95);
  }

  private static Figures run(String scenario, String strategy) {
    return Simulation.run(
        Scenarios.all().stream()
            .filter(each -> each.name().equals(scenario))
            .findFirst()
            .orElseThrow(),
        Strategy.named(strategy));
  }
}
