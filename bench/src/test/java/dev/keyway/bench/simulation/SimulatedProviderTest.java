package dev.keyway.bench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What may go wrong at an account or a provider, and when. */
class SimulatedProviderTest {

  @Test
  void anOutage_beginsAndEnds() {
    Trouble outage = outage();
    assertThat(outage.failing(minutes(3).minusMillis(1))).isZero();
    assertThat(outage.failing(minutes(3))).isEqualTo(1);
    assertThat(outage.failing(minutes(5))).isZero();
  }

  @Test
  void aSlowRecovery_failsLessAndLess_andGetsFaster() {
    Trouble recovery = new Trouble.SlowRecovery(outage(), minutes(9));
    assertThat(recovery.failing(minutes(4))).isEqualTo(1);
    assertThat(recovery.failing(minutes(7))).isEqualTo(0.5);
    assertThat(recovery.slowness(minutes(7))).isEqualTo(2.5);
    assertThat(recovery.failing(minutes(9))).isZero();
    assertThat(recovery.slowness(minutes(9))).isEqualTo(1);
  }

  @Test
  void money_runsOut() {
    Account account = new Account("a", Accounts.openAi(30_000), new Trouble.None(), minutes(3));
    assertThat(account.outOfMoney(minutes(2))).isFalse();
    assertThat(account.outOfMoney(minutes(3))).isTrue();
  }

  @Test
  void anAccount_offersWhatItsTightestLimitLetsPass() {
    Load load = new Load(minutes(10), 1, 0, 2000, 600);
    Account byTokens = new Account("a", Accounts.openAi(30_000));
    assertThat(byTokens.offered(minutes(10), load)).isEqualTo(330_000);
    Account byRequests = new Account("a", Accounts.google(1000, 990));
    assertThat(byRequests.offered(minutes(10), load)).isEqualTo(10 * 2600);
  }

  private static Trouble.Outage outage() {
    return new Trouble.Outage(minutes(3), minutes(5));
  }

  private static Duration minutes(long minutes) {
    return Duration.ofMinutes(minutes);
  }
}
