package dev.keyway.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.document.Problems;
import dev.keyway.health.Health;
import dev.keyway.health.Snapshot;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.ApiKey;
import dev.keyway.testing.ManualClock;
import dev.keyway.testing.ManualGateway;
import dev.keyway.testing.ManualSecret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HouseKeysInFactsTest {

  @Test
  void facts_areOfThePolicysKeysAndTheHouses() {
    AiGateway gateway =
        new ManualGateway()
            .keys("openai", List.of(key("k1", false)))
            .houseKeys("openai", List.of(key("h1", true)))
            .get();

    assertThat(new Health().snapshot(gateway, ManualClock.START).providers().get("openai").keys())
        .containsOnlyKeys("k1", "h1");
  }

  @Test
  void factsOfHouseKeys_areReadBackWithoutDoubts() {
    AiGateway gateway = new ManualGateway().houseKeys("openai", List.of(key("h1", true))).get();
    Snapshot told = new Health().snapshot(gateway, ManualClock.START);

    Problems problems = new Problems();
    byte[] document = SnapshotJson.text(told).getBytes(StandardCharsets.UTF_8);
    SnapshotReader.read(document, List.of(gateway), problems);

    assertThat(problems.inOrder()).isEmpty();
  }

  private static ApiKey key(String id, boolean managed) {
    return new ApiKey(
        "openai", id, "openai:" + id, new ManualSecret("sk"), null, null, Map.of(), managed);
  }
}
