package dev.keyway.server.admin;

import dev.keyway.classify.Classification;
import dev.keyway.failover.AttemptRecord;
import dev.keyway.failover.ModelTrial;
import dev.keyway.record.DecisionRecord;
import dev.keyway.route.Payer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is counted with every request. Meters are kept where their labels lead to, one after the
 * other: asking the registry for one takes it 0.5 µs to put names and labels together.
 */
final class RequestMeters {

  private static final int OK = 200;

  /** What nginx logs for a client that left before its answer; HTTP has no number for it. */
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

  private final MeterRegistry registry;
  private final Map<String, OfPolicy> policies = new ConcurrentHashMap<>();
  private final Map<String, Map<Payer, OfPayer>> providers = new ConcurrentHashMap<>();

  RequestMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void count(DecisionRecord record) {
    String name = record.policy() == null ? "none" : record.policy();
    OfPolicy policy = policies.computeIfAbsent(name, OfPolicy::new);
    policy.requests(status(record)).increment();
    policy.duration.record(Duration.between(record.startedAt(), record.endedAt()));
    for (ModelTrial trial : record.trials()) {
      for (AttemptRecord attempt : trial.attempts()) {
        count(attempt, record);
      }
    }
    AttemptRecord passed = record.passed();
    if (passed != null) {
      OfPayer payer = ofPayer(passed);
      payer.count("input", record.usage().inputTokens());
      payer.count("output", record.usage().outputTokens());
    }
  }

  private void count(AttemptRecord attempt, DecisionRecord record) {
    OfPayer payer = ofPayer(attempt);
    payer.attempts(attempt.classification()).increment();
    DecisionRecord.Call call = record.calls().get(attempt.attempt().number());
    if (call != null && call.resent()) {
      counter(
              "keyway.requests.resent",
              "Requests sent once more within an attempt, because a kept connection was closed",
              "provider",
              payer.provider)
          .increment();
    }
  }

  private OfPayer ofPayer(AttemptRecord attempt) {
    String provider = attempt.attempt().candidate().provider().id();
    return providers
        .computeIfAbsent(provider, id -> new ConcurrentHashMap<>())
        .computeIfAbsent(attempt.attempt().payer(), payer -> new OfPayer(provider, payer));
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

  /** Requests under one policy. */
  private final class OfPolicy {

    private final String name;
    private final Timer duration;
    private final Map<Integer, Counter> requests = new ConcurrentHashMap<>();

    OfPolicy(String name) {
      this.name = name;
      this.duration =
          Timer.builder("keyway.request.duration")
              .description("From a request's head to the end of its answer")
              .tag("policy", name)
              .serviceLevelObjectives(BUCKETS)
              .register(registry);
    }

    Counter requests(int status) {
      return requests.computeIfAbsent(
          status,
          number ->
              counter(
                  "keyway.requests",
                  "Requests by the status their clients got",
                  "policy",
                  name,
                  "status",
                  number.toString()));
    }
  }

  /** Calls of one provider that one payer paid for. */
  private final class OfPayer {

    private final String provider;
    private final String payer;
    private final Map<String, Counter> attempts = new ConcurrentHashMap<>();
    private final Map<String, Counter> tokens = new ConcurrentHashMap<>();

    OfPayer(String provider, Payer payer) {
      this.provider = provider;
      this.payer = payer.wireName();
    }

    Counter attempts(Classification classification) {
      String failure =
          switch (classification) {
            case Classification.Success success -> "none";
            case Classification.Failure failed -> failed.scope().wireName();
            case Classification.Abandoned abandoned -> "client_left";
          };
      return attempts.computeIfAbsent(
          failure,
          reach ->
              counter(
                  "keyway.attempts",
                  "Calls of providers by who paid and how far their failure reaches",
                  "provider",
                  provider,
                  "paid_by",
                  payer,
                  "failure",
                  reach));
    }

    void count(String direction, @Nullable Long reported) {
      if (reported != null && reported > 0) {
        tokens
            .computeIfAbsent(
                direction,
                way ->
                    counter(
                        "keyway.tokens",
                        "Tokens that providers reported, by who paid",
                        "provider",
                        provider,
                        "paid_by",
                        payer,
                        "direction",
                        way))
            .increment(reported);
      }
    }
  }
}
