package dev.keyway.rule;

import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.expression.Expression;
import dev.keyway.ratelimit.RateLimits.Limit;
import dev.keyway.ratelimit.RateLimits.Verdict;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code rate-limit}: refuses requests when there were too many of their kind.
 *
 * @param limit its id is unique within the policy, and its name's
 * @param bucketKey requests of which all have equal results are of one kind
 * @param enforce whether what is beyond the limit is refused
 */
record RateLimit(Limit limit, List<Expression> bucketKey, boolean enforce) implements Action {

  private static final int LONGEST_NAME = 1023;
  private static final int MOST_KEYS = 10;
  private static final Duration STEP = Duration.ofSeconds(10);
  private static final Duration LEAST = Duration.ofSeconds(60);
  private static final Duration MOST = Duration.ofHours(24);

  /** The limit, or null, and a problem, when a part that it needs is missing or wrong. */
  static @Nullable RateLimit read(Fields config, RuleReading reading) {
    Node.Scalar name = config.required("name", "every rate limit has one");
    if (name != null && name.text().length() > LONGEST_NAME) {
      reading.error(name.place(), "too long a name; it has fewer than 1024 characters");
    }
    algorithm(config, reading);
    Long capacity = config.whole("capacity", 1, Limit.MOST_CAPACITY);
    if (config.node("capacity") == null) {
      reading.error(config.place("capacity"), "missing; how many requests pass in the time");
    }
    Duration rate = rate(config, reading);
    List<Expression> keys = keys(config, reading);
    boolean enforce = config.flag("enforce", true);
    return name == null || capacity == null || rate == null
        ? null
        : new RateLimit(
            new Limit(reading.unique(name.text()), capacity.intValue(), rate), keys, enforce);
  }

  private static void algorithm(Fields config, RuleReading reading) {
    config.choice("algorithm", List.of("sliding_window"), same -> same);
    if (config.node("algorithm") == null) {
      reading.error(config.place("algorithm"), "missing; expected sliding_window");
    }
  }

  private static @Nullable Duration rate(Fields config, RuleReading reading) {
    if (config.node("rate") == null) {
      reading.error(config.place("rate"), "missing; the time in which capacity holds, such as 60s");
    }
    Duration rate = config.duration("rate");
    if (rate == null) {
      return null;
    }
    boolean fits = rate.compareTo(LEAST) >= 0 && rate.compareTo(MOST) <= 0;
    if (!fits || !STEP.multipliedBy(rate.dividedBy(STEP)).equals(rate)) {
      reading.error(
          config.place("rate"), "expected whole tens of seconds, from 60s to 24h, such as 90s");
      return null;
    }
    return rate;
  }

  private static List<Expression> keys(Fields config, RuleReading reading) {
    List<Node.Scalar> texts = config.texts("bucket_key");
    if (config.node("bucket_key") == null || isEmptyList(config.node("bucket_key"))) {
      reading.error(
          config.place("bucket_key"),
          "missing; 1 to 10 expressions, such as conn.client_ip: requests with equal results count"
              + " together");
    }
    if (texts.size() > MOST_KEYS) {
      reading.error(config.place("bucket_key"), "too many; 10 expressions at most");
    }
    List<Expression> keys = new ArrayList<>();
    for (Node.Scalar text : texts) {
      Expression key = reading.key(text);
      if (key != null) {
        keys.add(key);
      }
    }
    return List.copyOf(keys);
  }

  private static boolean isEmptyList(@Nullable Node node) {
    return node instanceof Node.Sequence list && list.items().isEmpty();
  }

  @Override
  public ActionType type() {
    return ActionType.RATE_LIMIT;
  }

  @Override
  public boolean uses(String path) {
    return bucketKey.stream().anyMatch(key -> key.uses(path));
  }

  @Override
  public Effect run(Scene scene) throws FailedTextException {
    Bucket bucket = bucket(scene);
    Verdict verdict = scene.take(limit, bucket.exact());
    boolean limited = verdict instanceof Verdict.Limited;
    return new Effect.Told(
        Map.of("bucket_key", bucket.shown(), "limited", limited),
        verdict instanceof Verdict.Limited beyond && enforce
            ? new Effect.Refused(refusal(beyond))
            : new Effect.Onward());
  }

  private static Refusal refusal(Verdict.Limited limited) {
    return new Refusal(
        ErrorCode.RATE_LIMITED,
        "too many requests of this kind through this gateway; the next one passes in %d s"
            .formatted(limited.retryAfterSeconds()),
        limited.retryAfter(),
        List.of());
  }

  /** Which bucket a request is of. */
  Bucket bucket(Scene scene) throws FailedTextException {
    StringBuilder exact = new StringBuilder();
    List<String> shown = new ArrayList<>(bucketKey.size());
    for (Expression key : bucketKey) {
      Object value = scene.value(key);
      String text = value == null ? "" : value.toString();
      // With its length, so that ["a,b"] and ["a", "b"] are not one bucket, nor absent and empty.
      exact.append(value == null ? -1 : text.length()).append(':').append(text);
      shown.add(text);
    }
    return new Bucket(exact.toString(), String.join(",", shown));
  }

  /**
   * A bucket of it.
   *
   * @param exact differs for every other combination
   * @param shown for people, and expressions
   */
  record Bucket(String exact, String shown) {}
}
