package dev.keyway.apisix.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.Keyway;
import dev.keyway.document.Stillness;
import dev.keyway.health.Health;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.record.DecisionRecord;
import dev.keyway.testing.ManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RehearsalTest {

  /** Also where there is no key yet. */
  @Test
  void rehearsed_requests_leave_no_record() {
    ManualClock clock = new ManualClock();
    List<DecisionRecord> records = new ArrayList<>();
    Keyway keyway =
        new Keyway(clock, new Random(1), new Health(null), ProviderUrls.NONE, records::add);

    Rehearsal.play(Signing.at(List.of(), keyway, clock, new Stillness(() -> 0)));

    assertThat(records).isEmpty();
  }
}
