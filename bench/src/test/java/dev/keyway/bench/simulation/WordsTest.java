package dev.keyway.bench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.classify.Classification;
import dev.keyway.classify.Classifier;
import dev.keyway.classify.Outcome.Answered;
import dev.keyway.classify.Scope;
import dev.keyway.policy.FailoverSettings;
import dev.keyway.quota.QuotaReport;
import dev.keyway.quota.QuotaSignals;
import dev.keyway.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What simulated providers say is understood as what real ones say. */
class WordsTest {

  private static final Instant NOW = ManualClock.START;
  private static final Demand DEMAND = new Demand(Duration.ZERO, 1, 2000, 600, 1);

  @Test
  void openAi_saysWhatIsLeft_andWhenAllOfItIsBack() {
    Account account = new Account("a", Accounts.openAi(30_000));
    account.take(DEMAND, NOW);
    assertThat(quota("openai", new OpenAiWords(), account))
        .isEqualTo(new QuotaReport(499L, 27_400L, 500L, 30_000L, after(120), after(5200)));
  }

  @Test
  void groq_countsRequestsByTheDay() {
    Account account = new Account("a", Accounts.groq(20));
    account.take(DEMAND, NOW);
    QuotaReport quota = quota("groq", new GroqWords(), account);
    assertThat(quota.remainingRequests()).isEqualTo(19);
    assertThat(quota.requestsReset()).isAfter(NOW.plus(Duration.ofHours(23)));
    assertThat(quota.tokensReset()).isBefore(NOW.plus(Duration.ofMinutes(1)));
  }

  @Test
  void anthropic_countsInputAndOutputApart_andTheTighterSpeaks() {
    Account account = new Account("a", Accounts.anthropic(1));
    account.take(DEMAND, NOW);
    QuotaReport quota = quota("anthropic", new AnthropicWords(), account);
    assertThat(quota.remainingTokens()).isEqualTo(7400);
    assertThat(quota.limitTokens()).isEqualTo(8000);
    assertThat(quota.remainingRequests()).isEqualTo(49);
  }

  @Test
  void google_saysNothing() {
    Account account = new Account("a", Accounts.google(1000, 0));
    assertThat(quota("google", new GoogleWords(), account)).isEqualTo(QuotaReport.NONE);
  }

  @Test
  void aRateLimit_namesTheWait() {
    Account account = usedUp(Accounts.openAi(30_000));
    assertThat(retryAt("openai", new OpenAiWords(), account)).isEqualTo(after(2400));
    account = usedUp(Accounts.anthropic(1));
    assertThat(retryAt("anthropic", new AnthropicWords(), account)).isEqualTo(after(3000));
    account = usedUp(Accounts.groq(1000));
    assertThat(retryAt("groq", new GroqWords(), account)).isEqualTo(after(18_000));
    account = new Account("a", Accounts.google(1000, 1000));
    assertThat(retryAt("google", new GoogleWords(), account))
        .as("until midnight Pacific, but no hint counts for more than an hour")
        .isEqualTo(NOW.plus(Duration.ofHours(1)));
  }

  @ParameterizedTest
  @CsvSource({"openai", "anthropic", "google"})
  void otherFailures_haveTheirScopes(String provider) {
    Words words =
        switch (provider) {
          case "openai" -> new OpenAiWords();
          case "anthropic" -> new AnthropicWords();
          default -> new GoogleWords();
        };
    assertThat(failure(provider, words.outOfMoney()).scope()).isEqualTo(Scope.QUOTA_GROUP);
    assertThat(failure(provider, words.overloaded()).scope()).isEqualTo(Scope.PROVIDER);
    assertThat(failure(provider, words.broken()).scope()).isEqualTo(Scope.PROVIDER);
  }

  /** Draws until there is no room for another. */
  private static Account usedUp(List<Limit> limits) {
    Account account = new Account("a", limits);
    while (account.exceededBy(DEMAND, NOW) == null) {
      account.take(DEMAND, NOW);
    }
    return account;
  }

  private static Instant retryAt(String provider, Words words, Account account) {
    Limit limit = account.exceededBy(DEMAND, NOW);
    Classification.Failure failure = failure(provider, words.limited(account, limit, DEMAND, NOW));
    assertThat(failure.scope()).isEqualTo(Scope.RATE);
    return failure.retryAt();
  }

  private static Classification.Failure failure(String provider, Answered answered) {
    return (Classification.Failure)
        new Classifier(List.of(), false, FailoverSettings.DEFAULTS.longestHint())
            .classify(provider, answered, NOW);
  }

  private static QuotaReport quota(String provider, Words words, Account account) {
    return QuotaSignals.report(provider, words.quota(account, NOW), NOW);
  }

  private static Instant after(long millis) {
    return NOW.plusMillis(millis);
  }
}
