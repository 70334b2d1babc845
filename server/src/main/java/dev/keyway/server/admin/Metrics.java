package dev.keyway.server.admin;

import dev.keyway.classify.Classification;
import dev.keyway.failover.AttemptRecord;
import dev.keyway.failover.ModelTrial;
import dev.keyway.record.DecisionRecord;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a monitoring system sees. Labels hold names of the configuration, of the catalogue and of
 * fixed lists only: no client can add one.
 */
public final class Metrics implements AutoCloseable {

  /** What nginx logs for a client that left before its answer; HTTP has no number for it. */
  private static final int OK = 200;

  private static final int CLIENT_LEFT = 499;

  /** From a quick refusal to the longest answers of models that think. */
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofSeconds(60),
    Duration.ofSeconds(120),
    Duration.ofSeconds(300)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

  /**
   * Meters by their labels, for what is counted with every request: asking the registry for one
   * takes it 0.5 µs to put names and labels together.
   */
  private final Map<Requests, Counter> requests = new ConcurrentHashMap<>();

  private final Map<String, Timer> durations = new ConcurrentHashMap<>();
  private final Map<Attempts, Counter> attempts = new ConcurrentHashMap<>();
  private final Map<Tokens, Counter> tokensByPayer = new ConcurrentHashMap<>();

  private record Requests(String policy, int status) {}

  private record Attempts(String provider, String payer, String failure) {}

  private record Tokens(String provider, String payer, String direction) {}

  /** The registry holds what it reads weakly. */
  private final List<Object> watched = new ArrayList<>();

  public Metrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    garbageCollection.bindTo(registry);
  }

  /** Shows how many records were dropped. */
  public void watchDroppedRecords(LongSupplier dropped) {
    watched.add(dropped);
    FunctionCounter.builder("keyway.records.dropped", dropped, LongSupplier::getAsLong)
        .description("Decision records that could not be written")
        .register(registry);
  }

  /** Shows how many requests are under way. */
  public void watchRequestsUnderWay(IntSupplier underWay) {
    Gauge.builder("keyway.requests.in.flight", underWay::getAsInt)
        .description("Requests under way")
        .register(registry);
  }

  /** Shows how many parts could not be taken in their newest version. */
  public void watchRefusedReloads(IntSupplier refused) {
    Gauge.builder("keyway.reloads.refused", refused::getAsInt)
        .description("Parts whose newest version on disk is refused, while an older one serves")
        .register(registry);
  }

  /**
   * Counts a change on disk.
   *
   * @param part what changed, from a fixed list
   * @param result {@code taken} or {@code refused}
   */
  public void countReload(String part, String result) {
    add(
        1,
        "keyway.reloads",
        "Changes on disk by what became of them",
        "part",
        part,
        "result",
        result);
  }

  /** Counts a request that is over. A few look-ups; returns at once. */
  public void count(DecisionRecord record) {
    String policy = record.policy() == null ? "none" : record.policy();
    requests.computeIfAbsent(new Requests(policy, status(record)), this::counter).increment();
    durations
        .computeIfAbsent(policy, this::timer)
        .record(Duration.between(record.startedAt(), record.endedAt()));
    for (ModelTrial trial : record.trials()) {
      for (AttemptRecord attempt : trial.attempts()) {
        count(attempt, record);
      }
    }
    tokens(record);
  }

  /** In Prometheus' text format, version 0.0.4. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    garbageCollection.close();
    registry.close();
  }

  private void count(AttemptRecord attempt, DecisionRecord record) {
    String scope =
        switch (attempt.classification()) {
          case Classification.Success success -> "none";
          case Classification.Failure failure -> failure.scope().wireName();
          case Classification.Abandoned abandoned -> "client_left";
        };
    String provider = attempt.attempt().candidate().provider().id();
    String payer = attempt.attempt().payer().wireName();
    attempts.computeIfAbsent(new Attempts(provider, payer, scope), this::counter).increment();
    DecisionRecord.Call call = record.calls().get(attempt.attempt().number());
    if (call != null && call.resent()) {
      add(
          1,
          "keyway.requests.resent",
          "Requests sent once more within an attempt, because a kept connection was closed",
          "provider",
          provider);
    }
  }

  private void tokens(DecisionRecord record) {
    AttemptRecord passed = record.passed();
    if (passed != null) {
      String provider = passed.attempt().candidate().provider().id();
      String payer = passed.attempt().payer().wireName();
      tokens(provider, payer, "input", record.usage().inputTokens());
      tokens(provider, payer, "output", record.usage().outputTokens());
    }
  }

  private void tokens(String provider, String payer, String direction, @Nullable Long tokens) {
    if (tokens != null && tokens > 0) {
      tokensByPayer
          .computeIfAbsent(new Tokens(provider, payer, direction), this::counter)
          .increment(tokens);
    }
  }

  private Counter counter(Requests labels) {
    return counter(
        "keyway.requests",
        "Requests by the status their clients got",
        "policy",
        labels.policy(),
        "status",
        Integer.toString(labels.status()));
  }

  private Timer timer(String policy) {
    return Timer.builder("keyway.request.duration")
        .description("From a request's head to the end of its answer")
        .tag("policy", policy)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private Counter counter(Attempts labels) {
    return counter(
        "keyway.attempts",
        "Calls of providers by who paid and how far their failure reaches",
        "provider",
        labels.provider(),
        "paid_by",
        labels.payer(),
        "failure",
        labels.failure());
  }

  private Counter counter(Tokens labels) {
    return counter(
        "keyway.tokens",
        "Tokens that providers reported, by who paid",
        "provider",
        labels.provider(),
        "paid_by",
        labels.payer(),
        "direction",
        labels.direction());
  }

  private void add(double amount, String name, String description, String... tags) {
    counter(name, description, tags).increment(amount);
  }

  private Counter counter(String name, String description, String... tags) {
    return Counter.builder(name).description(description).tags(tags).register(registry);
  }

  private static int status(DecisionRecord record) {
    if (record.refusal() != null) {
      return record.refusal().code().status();
    }
    if (record.answeredHere()) {
      return OK;
    }
    return record.passed() == null ? CLIENT_LEFT : record.passed().status();
  }
}
