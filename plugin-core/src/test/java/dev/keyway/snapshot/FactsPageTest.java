package dev.keyway.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.document.Problems;
import dev.keyway.health.Health;
import dev.keyway.health.Latency;
import dev.keyway.health.Standing;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.ApiKey;
import dev.keyway.testing.ManualClock;
import dev.keyway.testing.ManualGateway;
import dev.keyway.testing.ManualSecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/facts.md shows what can be read, and what is written. */
class FactsPageTest {

  private final ManualClock clock = new ManualClock();
  private final ApiKey primary = key("openai/primary-key");
  private final AiGateway gateway =
      new ManualGateway().keys("openai", List.of(primary, key("openai/backup-key"))).get();

  @Test
  void theExample_isReadWithoutAProblem_andWrittenAsItStands() throws IOException {
    String example = block("json");
    Health health = seeded(example);
    assertThat(health.facts(primary, "gpt-4o", clock.instant()).p95Millis(Latency.UPSTREAM))
        .isEqualTo(2097.151);
    assertThat(health.standing(primary, "o3", clock.instant()))
        .isEqualTo(new Standing.SetAside(Standing.Cause.MODEL_NOT_ALLOWED, null));
    String written = SnapshotJson.text(health.snapshot(gateway, clock.instant()));
    assertThat(written.replaceAll("\\s", "")).isEqualTo(example.replaceAll("\\s", ""));
  }

  @Test
  void whatIsShortByHand_isRead() throws IOException {
    assertThat(seeded(block("yaml")).facts(primary, "gpt-4o", clock.instant()).remainingRequests())
        .isEqualTo(12);
  }

  private Health seeded(String text) {
    Problems problems = new Problems();
    Health health = new Health();
    health.seed(
        SnapshotReader.read(text.getBytes(StandardCharsets.UTF_8), List.of(gateway), problems),
        gateway,
        clock.instant());
    assertThat(problems.inOrder()).isEmpty();
    return health;
  }

  private static String block(String language) throws IOException {
    Path page = Path.of("..", "docs", "facts.md");
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(page));
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  private static ApiKey key(String id) {
    return new ApiKey(
        "openai", id, "openai:" + id, new ManualSecret("sk-it"), null, null, Map.of());
  }
}
