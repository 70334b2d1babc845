package dev.keyway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.classify.ClassifyRule;
import dev.keyway.classify.Scope;
import dev.keyway.policy.FailoverSettings.Breaker;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailoverAndAccessTest {

  @Test
  void failoverIsRead() {
    FailoverSettings failover =
        Policies.load(
                """
                failover:
                  on: any_error
                  stream_guard: 20s
                  cooldown: {first: 1s, longest: 1m, longest_hint: 10m}
                  out_of_money: {first: 2h, longest: 4h}
                  breaker: {failures: 3, of_last: 6, within: 1m, open: 5s, longest_open: 1m}
                  slow_start: 4
                  classify:
                    - {provider: Gemini, status: 403, type: T, code: c, message_start: quota, scope: quota_group}
                """)
            .failover();

    assertThat(failover.anyError()).isTrue();
    assertThat(failover.streamGuard()).isEqualTo(Duration.ofSeconds(20));
    assertThat(failover.cooldownFirst()).isEqualTo(Duration.ofSeconds(1));
    assertThat(failover.cooldownLongest()).isEqualTo(Duration.ofMinutes(1));
    assertThat(failover.longestHint()).isEqualTo(Duration.ofMinutes(10));
    assertThat(failover.outOfMoneyFirst()).isEqualTo(Duration.ofHours(2));
    assertThat(failover.outOfMoneyLongest()).isEqualTo(Duration.ofHours(4));
    assertThat(failover.breaker())
        .isEqualTo(
            new Breaker(3, 6, Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ofMinutes(1)));
    assertThat(failover.slowStartTurns()).isEqualTo(4);
    assertThat(failover.classify())
        .containsExactly(new ClassifyRule("google", 403, "T", "c", "quota", Scope.QUOTA_GROUP));
  }

  @Test
  void rowMayNameAPolicysOwnProviderByItsAlias() {
    AiGateway gateway =
        Policies.load(
            """
            providers: [{id: mine, id_aliases: [own], base_url: 'http://vllm'}]
            failover: {classify: [{provider: OWN, status: 418, scope: attempt}]}
            """);

    assertThat(gateway.failover().classify().getFirst().provider()).isEqualTo("mine");
  }

  @Test
  void startBeyondTheDefaultEndMeansNoGrowth() {
    assertThat(Policies.load("failover: {cooldown: {first: 10m}}").failover().cooldownLongest())
        .isEqualTo(Duration.ofMinutes(10));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | false | true",
        "{require: authenticated} | true | true",
        "{require: none} | false | false",
        "~ | false | true"
      })
  void callersMustBeKnown_unlessThereAreNoKeysOrThePolicySaysSo(
      String access, boolean withoutKeys, boolean withKeys) {
    String keys = "providers: [{id: openai, api_keys: [{value: sk-a}]}]\n";

    assertThat(Policies.load("providers: []\naccess: " + access).requireAuthenticated())
        .isEqualTo(withoutKeys);
    assertThat(Policies.load(keys + "access: " + access).requireAuthenticated())
        .isEqualTo(withKeys);
  }

  @Test
  void openPolicyIsReportedEachTimeItIsRead() {
    assertThat(
            Policies.report(
                Policies.read(
                    "providers: [{id: openai, api_keys: [{value: sk-a}]}]\naccess: {require: none}")))
        .isEqualTo(
            "policy.yaml:2:19: warning: access.require: anyone who can reach the listener can spend"
                + " this policy's keys\n");
  }
}
