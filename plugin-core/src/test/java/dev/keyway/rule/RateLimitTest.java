package dev.keyway.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a rate limit is written, and what it does. */
class RateLimitTest {

  private static final String WHOLE =
      "{name: few, algorithm: sliding_window, capacity: 2, rate: 90s, bucket_key: [conn.client_ip]}";

  private static final String RATE =
      "rate: expected whole tens of seconds, from 60s to 24h, such as 90s";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          capacity: 2    | capacity: 0   | capacity: expected a whole number from 1 to 2000000000, found the number 0
          capacity: 2    | capacity: 2000000001 | capacity: expected a whole number from 1 to 2000000000, found the number 2000000001
          rate: 90s      | rate: 50s     | -
          rate: 90s      | rate: 65s     | -
          rate: 90s      | rate: 60s10ms | -
          rate: 90s      | rate: 25h     | -
          rate: 90s      | rate: 90      | rate: expected a duration with its unit, such as 500ms, 30s, 2m or 1m30s, found the number 90
          sliding_window | fixed_window  | algorithm: expected sliding_window, found other text
          [conn.client_ip] | []          | bucket_key: missing; 1 to 10 expressions, such as conn.client_ip: requests with equal results count together
          [conn.client_ip] | ['1','2','3','4','5','6','7','8','9','10','11'] | bucket_key: too many; 10 expressions at most
          """)
  void wrongParts_areTold(String part, String wrong, String problem) {
    assertThat(Desk.of("rate-limit", WHOLE.replace(part, wrong)).told())
        .containsExactly(problem.equals("-") ? RATE : problem);
  }

  @Test
  void whatIsMissing_isTold() {
    assertThat(Desk.of("rate-limit", "{enforce: false}").told())
        .extracting(problem -> problem.substring(0, problem.indexOf(':')))
        .containsExactlyInAnyOrder("name", "algorithm", "capacity", "rate", "bucket_key");
  }

  /** A whole request is like no other: nobody would ever be limited. */
  @Test
  void aKeyThatTellsNothingApart_isTold() {
    assertThat(Desk.of("rate-limit", WHOLE.replace("conn.client_ip", "req")).told())
        .singleElement()
        .asString()
        .startsWith("bucket_key[0]: this gives ");
    String fine =
        "req.url.path, \"client.claims['sub']\", \"req.headers['x-team']\", time.now, client.authenticated";
    assertThat(Desk.of("rate-limit", WHOLE.replace("conn.client_ip", fine)).told()).isEmpty();
  }

  @Test
  void aLongName_isTold() {
    assertThat(Desk.of("rate-limit", WHOLE.replace("few", "n".repeat(1024))).told())
        .containsExactly("name: too long a name; it has fewer than 1024 characters");
  }

  @Test
  void beyondTheCapacity_isRefusedWithTheTimeToRetry_untilItHasPassed() {
    Desk desk = Desk.of("rate-limit", WHOLE);
    assertThat(desk.run()).isEqualTo(new Turn.Past());
    assertThat(desk.run()).isEqualTo(new Turn.Past());

    Refusal refusal = refusal(desk);
    assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
    assertThat(refusal.retryAfter()).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(92));

    desk.clock.pass(refusal.retryAfter());
    assertThat(desk.run()).isEqualTo(new Turn.Past());
  }

  @Test
  void rulesForAnswers_runOnTheRefusal() {
    Desk desk = Desk.of("rate-limit", WHOLE.replace("capacity: 2", "capacity: 1"));
    desk.run();

    assertThat(((Turn.Refused) desk.run()).unruled()).isFalse();
  }

  @Test
  void everyCombination_countsForItself() {
    Desk desk =
        Desk.of(
            "rate-limit",
            WHOLE
                .replace("capacity: 2", "capacity: 1")
                .replace("conn.client_ip", "\"req.headers['a'][0]\", \"req.headers['b'][0]\""));
    for (String[] headers :
        new String[][] {
          {"a", "x,y", "b", "z"}, {"a", "x", "b", "y,z"}, {"b", "z"}, {"a", "", "b", "z"}, {}
        }) {
      assertThat(desk.headers(headers).run()).isEqualTo(new Turn.Past());
      assertThat(desk.headers(headers).run()).isInstanceOf(Turn.Refused.class);
    }
  }

  @Test
  void twoLimitsOfOneName_countApart() {
    Desk desk =
        Desk.of(
            "- {type: rate-limit, config: %s}\n- {type: rate-limit, config: %s}"
                .formatted(WHOLE, WHOLE));
    assertThat(desk.run()).isEqualTo(new Turn.Past());
    assertThat(desk.run()).isEqualTo(new Turn.Past());
    assertThat(desk.run()).isInstanceOf(Turn.Refused.class);
  }

  @Test
  void withoutEnforce_allPass_andTheResultTells() {
    Desk desk =
        Desk.of(
            """
            - type: rate-limit
              config: %s
            - type: custom-response
              config: {body: "${actions.ngrok.rate_limit.limited} ${actions.ngrok.rate_limit.bucket_key}"}
            """
                .formatted(
                    WHOLE.replace("[conn", "[req.method, conn").replace("{", "{enforce: false, ")));
    assertThat(Desk.text(desk.run())).isEqualTo("false POST,");
    desk.run();
    assertThat(Desk.text(desk.run())).isEqualTo("true POST,");
  }

  @Test
  void aKeyThatCannotBeEvaluated_refuses() {
    Desk desk = Desk.of("rate-limit", WHOLE.replace("conn.client_ip", "int(req.method)"));

    assertThat(refusal(desk).code()).isEqualTo(ErrorCode.RULE_FAILED);
  }

  private static Refusal refusal(Desk desk) {
    return ((Turn.Refused) desk.run()).refusal();
  }
}
