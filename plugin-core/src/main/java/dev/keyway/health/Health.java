package dev.keyway.health;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keyway.classify.Scope;
import dev.keyway.policy.ApiKey;
import dev.keyway.policy.FailoverSettings;
import dev.keyway.quota.QuotaReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What this gateway knows of keys, quota groups and providers. It lives in memory, outlives a
 * reload of a policy (keys are known by where their value comes from), and is bounded: what has not
 * been asked for longest is forgotten first. Safe for use by many threads; every method is given
 * the time and returns at once.
 *
 * <p>A rate limit is remembered by quota group and model, because that is what providers limit; an
 * invalid key by the version of its secret, so that a rotation brings it back; trouble at a
 * provider by the provider.
 */
public final class Health {

  /** Names of models come from clients; without a bound they could fill the memory. */
  private static final int MOST_PAIRS = 50_000;

  private static final int MOST_KEYS = 100_000;

  private final Cache<String, KeyState> keys = bounded(MOST_KEYS);
  private final Cache<String, GroupState> groups = bounded(MOST_KEYS);
  private final Cache<String, Breaker> breakers = bounded(MOST_KEYS);
  private final Cache<AtModel, ModelState> models = bounded(MOST_PAIRS);
  private final Cache<AtModel, Integer> forbidden = bounded(MOST_PAIRS);

  private record AtModel(String owner, String model) {}

  /** Whether a key may be used for a model now. */
  public Standing standing(ApiKey key, String modelId, Instant now) {
    int version = key.secret().version();
    KeyState state = keys.getIfPresent(key.identity());
    if (state != null && state.invalidVersion == version) {
      return new Standing.SetAside(Standing.Cause.INVALID_KEY, null);
    }
    Integer forbiddenVersion = forbidden.getIfPresent(new AtModel(key.identity(), modelId));
    if (forbiddenVersion != null && forbiddenVersion == version) {
      return new Standing.SetAside(Standing.Cause.MODEL_NOT_ALLOWED, null);
    }
    GroupState group = groups.getIfPresent(key.quotaGroupIdentity());
    Instant closed = group == null ? null : group.closedUntil(key, now);
    if (closed != null) {
      return new Standing.SetAside(Standing.Cause.OUT_OF_MONEY, closed);
    }
    ModelState model = models.getIfPresent(new AtModel(key.quotaGroupIdentity(), modelId));
    Instant cooling = model == null ? null : model.coolingUntil(now);
    return cooling == null ? new Standing.Ready() : new Standing.Cooling(cooling);
  }

  /**
   * Whether a key that would be tried first takes its turn; one that comes back from a cool-down
   * shares its turns for a while.
   */
  public boolean takesTurn(ApiKey key, String modelId, FailoverSettings settings) {
    ModelState model = models.getIfPresent(new AtModel(key.quotaGroupIdentity(), modelId));
    return model == null || model.takesTurn(settings.slowStartTurns());
  }

  /** What is known of a key for a model. */
  public KeyFacts facts(ApiKey key, String modelId, Instant now) {
    return new KeyFacts(key, key(key), model(key, modelId), now);
  }

  /**
   * Asks to call a provider: {@link ProviderStanding.Probing} must be followed by one of the
   * settling methods.
   */
  public ProviderStanding askProvider(String providerId, FailoverSettings settings, Instant now) {
    Breaker breaker = breakers.getIfPresent(providerId);
    if (breaker == null) {
      return new ProviderStanding.Available();
    }
    return switch (breaker.ask(settings.breaker(), now)) {
      case Breaker.Admission.Open open -> new ProviderStanding.Available();
      case Breaker.Admission.Probe probe -> new ProviderStanding.Probing();
      case Breaker.Admission.Closed closed -> new ProviderStanding.LeftAlone(closed.until());
    };
  }

  /** An attempt begins. */
  public void started(Target target, Instant now) {
    ApiKey key = target.key();
    if (key != null) {
      KeyState state = key(key);
      state.inFlight.incrementAndGet();
      state.lastUsed = now;
      state.counts.request(now);
    }
  }

  /**
   * An attempt no longer occupies its key: it failed, or its answer has been passed on to the end.
   */
  public void ended(Target target) {
    ApiKey key = target.key();
    if (key != null) {
      key(key).inFlight.decrementAndGet();
    }
  }

  /** The provider answered well. */
  public void succeeded(Target target, FailoverSettings settings, Instant now) {
    answered(target.providerId(), settings, now);
    ApiKey key = target.key();
    if (key == null) {
      return;
    }
    ModelState model = models.getIfPresent(new AtModel(key.quotaGroupIdentity(), target.modelId()));
    if (model != null) {
      model.succeeded();
    }
    GroupState group = groups.getIfPresent(key.quotaGroupIdentity());
    if (group != null) {
      group.open();
    }
  }

  /** The attempt failed. Gives what is remembered of it. */
  public Mark failed(
      Target target,
      Scope scope,
      FailureKind kind,
      @Nullable Instant retryAt,
      FailoverSettings settings,
      Instant now) {
    ApiKey key = target.key();
    if (key != null) {
      key(key).counts.failure(kind, now);
    }
    if (scope == Scope.PROVIDER) {
      Breaker breaker = breakers.get(target.providerId(), id -> new Breaker());
      return new Mark.Counted(breaker.failed(settings.breaker(), now));
    }
    answered(target.providerId(), settings, now);
    return key == null
        ? new Mark.Nothing()
        : mark(key, target.modelId(), scope, retryAt, settings, now);
  }

  /** The attempt told nothing: the client went away, or it was never sent. */
  public void abandoned(Target target) {
    Breaker breaker = breakers.getIfPresent(target.providerId());
    if (breaker != null) {
      breaker.probeAbandoned();
    }
  }

  /** What a response said of the quota left. */
  public void reported(Target target, QuotaReport report, Instant now) {
    ApiKey key = target.key();
    if (key != null && !report.equals(QuotaReport.NONE)) {
      model(key, target.modelId()).report(report, now);
    }
  }

  /** How many pairs of key and model are remembered as not allowed. */
  long rememberedPairs() {
    forbidden.cleanUp();
    return forbidden.estimatedSize();
  }

  private Mark mark(
      ApiKey key,
      String modelId,
      Scope scope,
      @Nullable Instant retryAt,
      FailoverSettings settings,
      Instant now) {
    return switch (scope) {
      case KEY -> {
        key(key).invalidVersion = key.secret().version();
        yield new Mark.KeySetAside();
      }
      case KEY_MODEL -> {
        forbidden.put(new AtModel(key.identity(), modelId), key.secret().version());
        yield new Mark.PairSetAside();
      }
      case QUOTA_GROUP ->
          new Mark.GroupSetAside(
              groups
                  .get(key.quotaGroupIdentity(), id -> new GroupState())
                  .close(key, retryAt, settings, now));
      case RATE -> new Mark.Cooling(model(key, modelId).coolDown(retryAt, settings, now));
      case PROVIDER, REQUEST, MODEL_WINDOW, ATTEMPT -> new Mark.Nothing();
    };
  }

  /** An answer of any kind but trouble shows that the provider is there. */
  private void answered(String providerId, FailoverSettings settings, Instant now) {
    breakers.get(providerId, id -> new Breaker()).succeeded(settings.breaker(), now);
  }

  private KeyState key(ApiKey key) {
    return keys.get(key.identity(), identity -> new KeyState());
  }

  private ModelState model(ApiKey key, String modelId) {
    return models.get(new AtModel(key.quotaGroupIdentity(), modelId), at -> new ModelState());
  }

  /** Evicts on the calling thread: this room has no threads of its own. */
  private static <K, V> Cache<K, V> bounded(int most) {
    return Caffeine.newBuilder().maximumSize(most).executor(Runnable::run).build();
  }
}
