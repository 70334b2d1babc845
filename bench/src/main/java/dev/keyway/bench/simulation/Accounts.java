package dev.keyway.bench.simulation;

import dev.keyway.bench.simulation.Limit.Span;
import dev.keyway.bench.simulation.Limit.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Accounts with the limits that providers document, in November 2026. */
final class Accounts {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** Google's days begin at midnight Pacific time. */
  private static final Instant PACIFIC_MIDNIGHT = Instant.parse("2026-11-02T08:00:00Z");

  private Accounts() {}

  /** The first paid tier of a larger model: 500 requests and this many tokens a minute. */
  static List<Limit> openAi(long tokensPerMinute) {
    return List.of(
        new Limit(Unit.REQUESTS, Span.MINUTE, new Bucket(500, MINUTE)),
        new Limit(Unit.TOKENS, Span.MINUTE, new Bucket(tokensPerMinute, MINUTE)));
  }

  /** So many times the first tier: 50 requests, 30 000 tokens in and 8 000 out a minute. */
  static List<Limit> anthropic(int times) {
    return List.of(
        new Limit(Unit.REQUESTS, Span.MINUTE, new Bucket(50L * times, MINUTE)),
        new Limit(Unit.INPUT_TOKENS, Span.MINUTE, new Bucket(30_000L * times, MINUTE)),
        new Limit(Unit.OUTPUT_TOKENS, Span.MINUTE, new Bucket(8_000L * times, MINUTE)));
  }

  /**
   * 10 requests and 250 000 tokens a minute, and so many requests a day, of which some are taken.
   */
  static List<Limit> google(long requestsPerDay, long taken) {
    return List.of(
        new Limit(Unit.REQUESTS, Span.MINUTE, new FixedWindow(10, MINUTE)),
        new Limit(Unit.INPUT_TOKENS, Span.MINUTE, new FixedWindow(250_000, MINUTE)),
        new Limit(
            Unit.REQUESTS,
            Span.DAY,
            new FixedWindow(requestsPerDay, DAY, PACIFIC_MIDNIGHT, taken)));
  }

  /** A paid tier that nothing here comes near. */
  static List<Limit> googlePaid() {
    return List.of(
        new Limit(Unit.REQUESTS, Span.MINUTE, new FixedWindow(1000, MINUTE)),
        new Limit(Unit.INPUT_TOKENS, Span.MINUTE, new FixedWindow(1_000_000, MINUTE)));
  }

  /** 1000 requests a day, of which this many are left, and 8 000 tokens a minute. */
  static List<Limit> groq(long requestsLeft) {
    return List.of(
        new Limit(Unit.REQUESTS, Span.DAY, new Bucket(1000, DAY, requestsLeft)),
        new Limit(Unit.TOKENS, Span.MINUTE, new Bucket(8_000, MINUTE)));
  }
}
