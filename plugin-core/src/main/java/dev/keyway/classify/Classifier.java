package dev.keyway.classify;

import dev.keyway.classify.Classification.Abandoned;
import dev.keyway.classify.Classification.Failure;
import dev.keyway.classify.Classification.Success;
import dev.keyway.classify.Outcome.Answered;
import dev.keyway.quota.QuotaSignals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Maps an outcome to what it means. Pure, safe for several threads.
 *
 * <ol>
 *   <li>Is there a failure at all? An error may hide under a status of 200, in a body or as a
 *       stream's first event.
 *   <li>Which row is the first to match it: the policy's, then the built-in {@code failures.yaml}.
 *       Without one, 5xx and errors without a status are the provider's, other 4xx the request's.
 *   <li>Rows of our own give way to doubt: what the API did not say itself is held against nobody.
 *       The policy's rows are taken at their word.
 *   <li>When the provider wants to be called again.
 * </ol>
 */
public final class Classifier {

  private final List<ClassifyRule> rules;
  private final boolean anyError;
  private final Duration longestHint;
  private final List<KnownFailure> known;

  static {
    QuotaSignals.prepare();
  }

  /** Reads the data files now, so that no request waits for them. */
  public static void prepare() {
    KnownFailure.table();
  }

  private record Judgement(Scope scope, String reason) {}

  /**
   * @param policyRows rows of the policy, tried first
   * @param anyError whether what would be {@link Scope#REQUEST} or {@link Scope#MODEL_WINDOW} by
   *     our own rows is {@link Scope#ATTEMPT} instead: fail over on every error, as the retired
   *     action did
   * @param longestHint cap on a provider's hint when to come back; {@link Scope#QUOTA_GROUP} has
   *     none
   */
  public Classifier(List<ClassifyRule> policyRows, boolean anyError, Duration longestHint) {
    this.rules = List.copyOf(policyRows);
    this.anyError = anyError;
    this.longestHint = longestHint;
    this.known = KnownFailure.table();
  }

  /** What the outcome of an attempt at this provider means. */
  public Classification classify(String providerId, Outcome outcome, Instant now) {
    return switch (outcome) {
      case Answered answer -> answered(providerId, answer, now);
      case Outcome.Broken(Outcome.Stage stage, boolean sent) ->
          new Failure(brokenScope(stage), brokenAt(stage), null);
      case Outcome.TimedOut timedOut -> new Failure(Scope.PROVIDER, "timeout", null);
      case Outcome.Cancelled cancelled -> new Abandoned();
    };
  }

  /** An egress proxy that is down says nothing of the providers behind it. */
  private static Scope brokenScope(Outcome.Stage stage) {
    return stage == Outcome.Stage.PROXY ? Scope.ATTEMPT : Scope.PROVIDER;
  }

  private static String brokenAt(Outcome.Stage stage) {
    return switch (stage) {
      case DNS, PROXY, CONNECT, TLS -> stage.wireName();
      case SEND, HEAD, BODY -> "reset";
    };
  }

  private Classification answered(String providerId, Answered answer, Instant now) {
    return switch (Finding.in(answer)) {
      case Finding.Good good -> redirected(providerId, answer);
      case Finding.Trouble trouble -> new Failure(Scope.PROVIDER, trouble.reason(), null);
      case Finding.Failed failed -> failure(providerId, answer, failed, now);
    };
  }

  /** A redirect is passed on like an answer, unless the policy has a row for its status. */
  private Classification redirected(String providerId, Answered answer) {
    int status = answer.status();
    if (status < 300) {
      return new Success();
    }
    Finding.Failed redirect = new Finding.Failed(status, status, ErrorBody.SILENT, false);
    for (ClassifyRule rule : rules) {
      if (rule.status() != null && rule.matches(providerId, redirect)) {
        return new Failure(rule.scope(), Reasons.of(redirect), null);
      }
    }
    return new Success();
  }

  private Failure failure(String providerId, Answered answer, Finding.Failed failed, Instant now) {
    Judgement judgement = judge(providerId, failed);
    Scope scope = judgement.scope();
    return new Failure(scope, judgement.reason(), retryAt(scope, providerId, answer, failed, now));
  }

  private Judgement judge(String providerId, Finding.Failed failed) {
    for (ClassifyRule rule : rules) {
      if (rule.matches(providerId, failed)) {
        return new Judgement(rule.scope(), Reasons.of(rule, failed));
      }
    }
    for (KnownFailure row : known) {
      if (row.rule().matches(providerId, failed)) {
        String reason = row.reason() != null ? row.reason() : Reasons.of(row.rule(), failed);
        return new Judgement(ours(row.rule().scope(), failed), reason);
      }
    }
    return new Judgement(ours(byStatus(failed.status()), failed), Reasons.of(failed));
  }

  private static Scope byStatus(@Nullable Integer status) {
    boolean request = status != null && status < 500;
    return request ? Scope.REQUEST : Scope.PROVIDER;
  }

  /**
   * What one of our own rows means in the light of what speaks against it. A page for people, or a
   * 401 or 403 without a word, comes from something on the way; a client can bring that about, so
   * it is remembered against nobody.
   */
  private Scope ours(Scope scope, Finding.Failed failed) {
    return switch (scope) {
      case KEY, KEY_MODEL -> failed.webPage() || failed.body().silent() ? Scope.ATTEMPT : scope;
      case QUOTA_GROUP -> failed.webPage() ? Scope.ATTEMPT : scope;
      case REQUEST, MODEL_WINDOW -> anyError || failed.webPage() ? Scope.ATTEMPT : scope;
      case RATE, PROVIDER, ATTEMPT -> scope;
    };
  }

  private @Nullable Instant retryAt(
      Scope scope, String providerId, Answered answer, Finding.Failed failed, Instant now) {
    return switch (scope) {
      // A window of a minute says nothing of money: only what the provider states counts.
      case QUOTA_GROUP -> QuotaSignals.statedRetryAt(answer.headers(), answer.body(), now);
      case RATE, PROVIDER -> {
        Integer status = failed.status();
        int asked = status == null ? failed.httpStatus() : status;
        yield capped(
            QuotaSignals.retryAt(providerId, asked, answer.headers(), answer.body(), now), now);
      }
      case KEY, KEY_MODEL, REQUEST, MODEL_WINDOW, ATTEMPT -> null;
    };
  }

  private @Nullable Instant capped(@Nullable Instant hint, Instant now) {
    Instant latest = now.plus(longestHint);
    return hint != null && hint.isAfter(latest) ? latest : hint;
  }
}
