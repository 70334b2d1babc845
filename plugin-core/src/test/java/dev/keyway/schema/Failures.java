package dev.keyway.schema;

import dev.keyway.schema.PolicyFile.Span;
import java.util.List;

/** What failures mean. */
final class Failures {

  private Failures() {}

  @Says("What failures mean and how long they are remembered.")
  record Failover(
      @Says(
              value =
                  "`any_error`: every 4xx fails over, as the old action did. Left out: a request that is"
                      + " wrong for every key ends at once.",
              example = "any_error")
          @OneOf("any_error")
          String on,
      @Says(
              value = "How long a stream is held back for its first content.",
              fallback = "10s",
              example = "5s")
          Span streamGuard,
      @Says("How long a rate-limited key rests.") Cooldown cooldown,
      @Says("How long an account without money is set aside.") Growing outOfMoney,
      @Says("When a provider that keeps failing is left alone.") Breaker breaker,
      @Says(
              value = "How many turns a key that comes back shares with the next one.",
              fallback = "10",
              example = "4")
          @Within(most = 1000)
          Long slowStart,
      @Says("Rows that say what a failure means, tried before the built-in ones.")
          List<Row> classify) {}

  @Says("How long a rate-limited key rests.")
  record Cooldown(
      @Says(
              value = "The first rest, when the provider gives no hint; doubles each time.",
              fallback = "5s",
              example = "10s")
          Span first,
      @Says(value = "Where doubling ends.", fallback = "5m", example = "10m") Span longest,
      @Says(
              value = "The most that a provider's hint (`Retry-After`) can ask for.",
              fallback = "1h",
              example = "30m")
          Span longestHint) {}

  @Says("A time that doubles.")
  record Growing(
      @Says(value = "The first time.", fallback = "1h", example = "30m") Span first,
      @Says(value = "Where doubling ends.", fallback = "24h", example = "12h") Span longest) {}

  @Says("When a provider that keeps failing is left alone.")
  record Breaker(
      @Says(value = "This many failures …", fallback = "5", example = "3")
          @Within(least = 1, most = 1000)
          Long failures,
      @Says(value = "… of the last so many outcomes …", fallback = "10", example = "6")
          @Within(least = 1, most = 1000)
          Long ofLast,
      @Says(value = "… that are not older than this …", fallback = "30s", example = "1m")
          Span within,
      @Says(value = "… leave it alone for so long; doubles.", fallback = "10s", example = "20s")
          Span open,
      @Says(value = "Where doubling ends.", fallback = "5m", example = "2m") Span longestOpen) {}

  @Says("Failures of one kind and what they mean. Name the scope and at least one other field.")
  record Row(
      @Says(value = "Only of this provider.", example = "openai") String provider,
      @Says(value = "Only of this HTTP status.", example = "429") @Within(least = 200, most = 599)
          Long status,
      @Says(value = "Only with this `type` in the error body.", example = "insufficient_quota")
          String type,
      @Says(value = "Only with this `code` in the error body.", example = "insufficient_quota")
          String code,
      @Says(
              value = "Only when the error's message begins so.",
              example = "Your credit balance is too low")
          String messageStart,
      @Says(value = "What it means: docs/failover.md.", required = true, example = "quota_group")
          @OneOf({
            "key",
            "key_model",
            "quota_group",
            "rate",
            "provider",
            "request",
            "model_window",
            "attempt"
          })
          String scope) {}
}
