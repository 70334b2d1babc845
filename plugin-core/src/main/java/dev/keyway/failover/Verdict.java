package dev.keyway.failover;

import dev.keyway.classify.Classification;
import dev.keyway.classify.Outcome;
import dev.keyway.classify.Scope;
import dev.keyway.health.Mark;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.select.KeyOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a client is told when nothing is left to try. */
final class Verdict {

  /** Why an attempt was the last. */
  static final String SENT_ONCE =
      "more of this upload was sent on than is kept of a body (limits.request_body), so it can't be sent again";

  private final List<ModelTrial> trials;
  private final List<AttemptRecord> attempts;
  private final Instant now;

  private Verdict(List<ModelTrial> trials, Instant now) {
    this.trials = trials;
    this.attempts = trials.stream().flatMap(trial -> trial.attempts().stream()).toList();
    this.now = now;
  }

  static Step.Refuse of(
      List<ModelTrial> trials, Duration totalTimeout, boolean timeOver, Instant now) {
    Verdict verdict = new Verdict(trials, now);
    if (timeOver) {
      return verdict.refuse(
          ErrorCode.TIMEOUT,
          "no provider answered within "
              + totalTimeout.toMillis()
              + " ms; raise total_timeout or try again",
          null);
    }
    return verdict.attempts.isEmpty() ? verdict.nobodyCalled() : verdict.allFailed();
  }

  /** The verdict when an attempt failed that could be followed by no other. */
  static Step.Refuse ofLast(List<ModelTrial> trials, Instant now) {
    Verdict verdict = new Verdict(trials, now);
    return verdict.refuse(
        verdict.codeOfLast(),
        "no provider took this upload: "
            + verdict.story()
            + "; "
            + SENT_ONCE
            + ": nothing else was tried",
        null);
  }

  private ErrorCode codeOfLast() {
    return switch (attempts.getLast().outcome()) {
      case Outcome.Broken broken -> ErrorCode.UPSTREAM_UNREACHABLE;
      case Outcome.TimedOut late -> ErrorCode.TIMEOUT;
      case Outcome.Answered answered -> ErrorCode.ALL_PROVIDERS_FAILED;
      case Outcome.Cancelled cancelled -> ErrorCode.ALL_PROVIDERS_FAILED;
    };
  }

  private Step.Refuse allFailed() {
    if (attempts.stream().allMatch(attempt -> scope(attempt) == Scope.RATE)
        && earliestProvider() == null) {
      return refuse(
          ErrorCode.RATE_LIMITED,
          "every key is rate-limited by its provider just now" + inWords(earliestCooling()),
          earliestCooling());
    }
    if (attempts.stream().allMatch(attempt -> attempt.outcome() instanceof Outcome.Broken)) {
      return refuse(
          ErrorCode.UPSTREAM_UNREACHABLE, "no provider could be reached: " + story(), null);
    }
    return refuse(ErrorCode.ALL_PROVIDERS_FAILED, "all providers failed: " + story(), null);
  }

  private Step.Refuse nobodyCalled() {
    Instant cooling = earliestCooling();
    Instant leftAlone = earliestProvider();
    if (cooling != null && leftAlone == null) {
      return refuse(
          ErrorCode.RATE_LIMITED,
          "every key left is rate-limited by its provider for longer than this request may take"
              + inWords(cooling),
          cooling);
    }
    if (leftAlone == null && trials.stream().anyMatch(Verdict::strategiesGaveNone)) {
      return refuse(
          ErrorCode.KEY_SELECTION_FAILED,
          "api_key_selection gave no key: every strategy failed or came back empty; the decision record says which",
          null);
    }
    return refuse(
        ErrorCode.ALL_PROVIDERS_FAILED,
        "no provider could be tried: " + reasons(),
        earliest(Stream.of(cooling, leftAlone)));
  }

  private static boolean strategiesGaveNone(ModelTrial trial) {
    return trial.keys() != null && trial.keys().choice() == KeyOrder.Choice.NONE;
  }

  private Step.Refuse refuse(ErrorCode code, String message, @Nullable Instant retryAt) {
    Duration retryAfter = retryAt == null ? null : Duration.between(now, retryAt);
    List<Refusal.Tried> tried = attempts.stream().map(Verdict::tried).toList();
    return new Step.Refuse(new Refusal(code, message, retryAfter, tried));
  }

  private static Refusal.Tried tried(AttemptRecord attempt) {
    return new Refusal.Tried(
        attempt.attempt().candidate().provider().id(),
        attempt.attempt().candidate().model().id(),
        attempt.attempt().keyId(),
        attempt.status(),
        reason(attempt),
        lasts(scope(attempt)));
  }

  private static boolean lasts(@Nullable Scope scope) {
    return switch (scope) {
      case KEY, KEY_MODEL, QUOTA_GROUP, REQUEST, MODEL_WINDOW -> true;
      case RATE, PROVIDER, ATTEMPT -> false;
      case null -> false;
    };
  }

  private static String reason(AttemptRecord attempt) {
    return attempt.classification() instanceof Classification.Failure failure
        ? failure.reason()
        : "abandoned";
  }

  private static @Nullable Scope scope(AttemptRecord attempt) {
    return attempt.classification() instanceof Classification.Failure failure
        ? failure.scope()
        : null;
  }

  /**
   * When the first key is of use again: one that was rate-limited in this request, or one left out
   * because it had been.
   */
  private @Nullable Instant earliestCooling() {
    return earliest(
        Stream.concat(
            attempts.stream().map(Verdict::coolsUntil),
            trials.stream().map(trial -> trial.keys() == null ? null : trial.keys().earliest())));
  }

  /** Of the client's own credential nothing is remembered; there the provider's hint counts. */
  private static @Nullable Instant coolsUntil(AttemptRecord attempt) {
    if (attempt.mark() instanceof Mark.Cooling cooling) {
      return cooling.until();
    }
    return attempt.classification() instanceof Classification.Failure failure
            && failure.scope() == Scope.RATE
        ? failure.retryAt()
        : null;
  }

  /** When the first provider that is being left alone is called again. */
  private @Nullable Instant earliestProvider() {
    return earliest(trials.stream().map(ModelTrial::leftAloneUntil));
  }

  private static @Nullable Instant earliest(Stream<@Nullable Instant> times) {
    return times.filter(Objects::nonNull).min(Instant::compareTo).orElse(null);
  }

  private String inWords(@Nullable Instant until) {
    if (until == null) {
      return "";
    }
    // Rounded up, as in retry-after: a client that comes a moment too early is refused once more.
    long seconds = Duration.between(now, until).plusMillis(999).toSeconds();
    return "; try again in " + Math.max(1, seconds) + " s";
  }

  /** {@code openai:gpt-4o with openai/primary-key said 503 (status_503)}, for each attempt. */
  private String story() {
    return String.join("; ", attempts.stream().map(Verdict::sentence).toList());
  }

  private static String sentence(AttemptRecord attempt) {
    Refusal.Tried tried = tried(attempt);
    String said = tried.status() == 0 ? "did not answer" : "said " + tried.status();
    return tried.provider()
        + ":"
        + tried.model()
        + " with "
        + tried.key()
        + " "
        + said
        + " ("
        + tried.failure()
        + ")";
  }

  private String reasons() {
    List<String> reasons = new ArrayList<>();
    for (ModelTrial trial : trials) {
      String name = trial.candidate().provider().id() + ":" + trial.candidate().model().id();
      if (trial.skipped() != null) {
        reasons.add(name + ": " + trial.skipped());
      }
      if (trial.keys() != null) {
        for (KeyOrder.LeftOut leftOut : trial.keys().leftOut()) {
          reasons.add(name + " with " + leftOut.key() + ": " + leftOut.reason());
        }
      }
    }
    return String.join("; ", reasons);
  }
}
