package dev.keyway.bench.simulation;

import dev.keyway.classify.Outcome;
import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import dev.keyway.provider.PreparedAttempt;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Random;

/** A provider with its accounts: takes what a carrier would send, and says what comes back. */
final class SimulatedProvider {

  /** Prompts are read at 10 000 tokens a second, those it remembers at five times that. */
  private static final double MILLIS_PER_PROMPT_TOKEN = 0.1;

  private static final double CACHED_SHARE = 0.2;
  private static final double MILLIS_BEFORE_ANSWER = 350;
  private static final double MILLIS_PER_OUTPUT_TOKEN = 12;
  private static final Duration REFUSAL = Duration.ofMillis(80);
  private static final Duration FAILURE = Duration.ofMillis(400);
  private static final Duration UNREACHABLE = Duration.ofSeconds(3);

  /** Of the requests that fail when a provider is down, this share does not so much as arrive. */
  private static final double NOT_REACHED = 0.25;

  private final String id;
  private final Words words;
  private final Map<String, Account> accounts;
  private final Trouble trouble;

  /**
   * @param id as the catalogue has it
   * @param accounts by the names of their keys in the vault
   */
  SimulatedProvider(String id, Words words, Map<String, Account> accounts, Trouble trouble) {
    this.id = id;
    this.words = words;
    this.accounts = Map.copyOf(accounts);
    this.trouble = trouble;
  }

  String id() {
    return id;
  }

  /** Each once, in the order of their names. */
  Collection<Account> accounts() {
    return new LinkedHashSet<>(accounts.keySet().stream().sorted().map(accounts::get).toList());
  }

  /** What comes of this request, which arrives now. */
  Reply reply(PreparedAttempt call, Demand demand, Instant now, Duration elapsed, Random chance) {
    Account account = accounts.get(Credentials.nameIn(call.headers()));
    if (account == null) {
      throw new IllegalStateException(id + " knows no such key");
    }
    if (chance.nextDouble() < trouble.failing(elapsed)) {
      return down(chance);
    }
    if (chance.nextDouble() < account.trouble().failing(elapsed)) {
      return new Reply(FAILURE, words.broken(), null);
    }
    if (account.outOfMoney(elapsed)) {
      return new Reply(REFUSAL, words.outOfMoney(), null);
    }
    Limit exceeded = account.exceededBy(demand, now);
    return exceeded == null
        ? served(account, demand, now, elapsed)
        : new Reply(REFUSAL, words.limited(account, exceeded, demand, now), null);
  }

  private Reply down(Random chance) {
    return chance.nextDouble() < NOT_REACHED
        ? new Reply(UNREACHABLE, new Outcome.Broken(Outcome.Stage.CONNECT, false), null)
        : new Reply(FAILURE, words.overloaded(), null);
  }

  private Reply served(Account account, Demand demand, Instant now, Duration elapsed) {
    account.take(demand, now);
    boolean cached = account.remembers(demand, now);
    Headers headers =
        words.quota(account, now).toBuilder().add("content-type", "text/event-stream").build();
    Outcome begun =
        new Outcome.Answered(
            200, headers, Outcome.Prefix.STREAM_CONTENT, ByteSlice.of(new byte[0]));
    double reading = demand.promptTokens() * MILLIS_PER_PROMPT_TOKEN * (cached ? CACHED_SHARE : 1);
    double slow = demand.pace() * trouble.slowness(elapsed);
    return new Reply(
        millis((MILLIS_BEFORE_ANSWER + reading) * slow),
        begun,
        new Reply.Serving(
            account, millis(demand.outputTokens() * MILLIS_PER_OUTPUT_TOKEN), cached));
  }

  private static Duration millis(double millis) {
    return Duration.ofMillis((long) millis);
  }
}
