package dev.keyway.bench.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one run came to, counted while it runs. */
final class Score {

  private final List<Long> latenciesMillis = new ArrayList<>();
  private final Map<Account, Long> tokens = new HashMap<>();
  private long asked;
  private long refused;
  private long calls;
  private long cached;
  private long tokensAsked;

  /** A request arrives. */
  void asked(Demand demand) {
    asked++;
    tokensAsked += demand.tokens();
  }

  /** A provider is called. */
  void called() {
    calls++;
  }

  /** The client gets an error. */
  void refused() {
    refused++;
  }

  /**
   * The client's answer begins.
   *
   * @param latency since its request arrived
   */
  void served(Demand demand, Reply.Serving serving, Duration latency) {
    latenciesMillis.add(latency.toMillis());
    tokens.merge(serving.account(), demand.tokens(), Long::sum);
    cached += serving.cached() ? 1 : 0;
  }

  long asked() {
    return asked;
  }

  long served() {
    return latenciesMillis.size();
  }

  long calls() {
    return calls;
  }

  long cached() {
    return cached;
  }

  long tokensAsked() {
    return tokensAsked;
  }

  List<Long> latenciesMillis() {
    return latenciesMillis;
  }

  long tokens(Account account) {
    return tokens.getOrDefault(account, 0L);
  }

  long tokens() {
    return tokens.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Every request has come to something. */
  void check() {
    if (asked != served() + refused) {
      throw new IllegalStateException(asked + " asked, but " + served() + " + " + refused);
    }
  }
}
