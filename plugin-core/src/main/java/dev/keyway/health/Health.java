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
 * <p>A rate limit is remembered by quota group and model, because that is what providers limit. A
 * new secret does not lift it: it is the account that is limited, and a rotated key draws on the
 * same one. What a provider says of the key itself (invalid, not for this model, out of money) is
 * remembered by the version of its secret, so that a rotation brings it back. Trouble at a provider
 * is remembered by the provider.
 */
public final class Health {

  /** Names of models come from clients; without a bound they could fill the memory. */
  private static final int MOST_PAIRS = 50_000;

  private static final int MOST_KEYS = 100_000;

  /** What is known of what nobody has used; read only. */
  private static final KeyState NO_KEY_STATE = new KeyState();

  private static final ModelState NO_MODEL_STATE = new ModelState();

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
    if (state != null && state.isInvalid(version)) {
      return new Standing.SetAside(Standing.Cause.INVALID_KEY, null);
    }
    Integer forbiddenVersion = forbidden.getIfPresent(new AtModel(key.identity(), modelId));
    if (forbiddenVersion != null && forbiddenVersion == version) {
      return new Standing.SetAside(Standing.Cause.MODEL_NOT_ALLOWED, null);
    }
    String group = key.quotaGroupIdentity();
    Instant closed = group(group).closedUntil(key, version, now);
    if (closed != null) {
      return new Standing.SetAside(Standing.Cause.OUT_OF_MONEY, closed);
    }
    ModelState model = models.getIfPresent(new AtModel(group, modelId));
    Instant cooling = model == null ? null : model.coolingUntil(now);
    return cooling == null ? new Standing.Ready() : new Standing.Cooling(cooling);
  }

  /**
   * Whether a key that would be tried first takes its turn. One that comes back from a cool-down or
   * from being out of money shares its turns for a while; each call is a turn.
   */
  public boolean takesTurn(ApiKey key, String modelId, FailoverSettings settings) {
    String group = key.quotaGroupIdentity();
    ModelState model = models.getIfPresent(new AtModel(group, modelId));
    return group(group).takesTurn(settings.slowStartTurns())
        && (model == null || model.takesTurn(settings.slowStartTurns()));
  }

  /** What is known of a key for a model. */
  public KeyFacts facts(ApiKey key, String modelId, Instant now) {
    KeyState state = keys.getIfPresent(key.identity());
    ModelState model = models.getIfPresent(new AtModel(key.quotaGroupIdentity(), modelId));
    return new KeyFacts(
        key, state == null ? NO_KEY_STATE : state, model == null ? NO_MODEL_STATE : model, now);
  }

  /**
   * Asks to call a provider: {@link ProviderStanding.Probing} must be followed by one of the
   * settling methods.
   */
  public ProviderStanding askProvider(String providerId, FailoverSettings settings, Instant now) {
    Breaker breaker = breakers.getIfPresent(providerId);
    return breaker == null
        ? new ProviderStanding.Available()
        : breaker.ask(settings.breaker(), now);
  }

  /** An attempt begins. */
  public void started(Target target) {
    ApiKey key = target.key();
    if (key != null) {
      key(key).started(target.startedAt());
    }
  }

  /**
   * An attempt no longer occupies its key: it failed, or its answer has been passed on to the end.
   */
  public void ended(Target target) {
    ApiKey key = target.key();
    if (key != null) {
      key(key).ended();
    }
  }

  /** The provider answered well. */
  public void succeeded(Target target, FailoverSettings settings, Instant now) {
    answered(target, settings, now);
    ApiKey key = target.key();
    if (key == null) {
      return;
    }
    String group = key.quotaGroupIdentity();
    ModelState model = models.getIfPresent(new AtModel(group, target.modelId()));
    if (model != null) {
      model.succeeded(target.startedAt());
    }
    group(group).succeeded(target.startedAt());
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
    switch (scope) {
      case PROVIDER -> {
        return new Mark.Counted(
            breaker(target).failed(settings.breaker(), target.startedAt(), now));
      }
      case ATTEMPT -> abandoned(target);
      case KEY, KEY_MODEL, QUOTA_GROUP, RATE, REQUEST, MODEL_WINDOW ->
          answered(target, settings, now);
    }
    return key == null ? new Mark.Nothing() : mark(target, key, scope, retryAt, settings, now);
  }

  /** The attempt told nothing of the provider: the client went away, or it was never sent. */
  public void abandoned(Target target) {
    Breaker breaker = breakers.getIfPresent(target.providerId());
    if (breaker != null) {
      breaker.abandoned(target.startedAt());
    }
  }

  /**
   * An operator says that a key is good again: what set it or its quota group aside is forgotten.
   * Cool-downs stay.
   */
  public void readmit(ApiKey key) {
    key(key).readmit();
    forbidden.asMap().keySet().removeIf(pair -> pair.owner().equals(key.identity()));
    group(key.quotaGroupIdentity()).open();
  }

  /** A request was served to its end. */
  public void served(Target target, Served served, Instant now) {
    ApiKey key = target.key();
    if (key != null) {
      key(key).served(served, now);
    }
  }

  /** What a response said of the quota left. */
  public void reported(Target target, QuotaReport report, Instant now) {
    ApiKey key = target.key();
    if (key != null && !report.equals(QuotaReport.NONE)) {
      model(key, target.modelId()).report(report, now);
    }
  }

  /**
   * How many pairs with a model are remembered: the larger of those not allowed and the limited.
   */
  long rememberedPairs() {
    forbidden.cleanUp();
    models.cleanUp();
    return Math.max(forbidden.estimatedSize(), models.estimatedSize());
  }

  private Mark mark(
      Target target,
      ApiKey key,
      Scope scope,
      @Nullable Instant retryAt,
      FailoverSettings settings,
      Instant now) {
    return switch (scope) {
      case KEY -> {
        key(key).invalid(target.secretVersion());
        yield new Mark.KeySetAside();
      }
      case KEY_MODEL -> {
        AtModel pair = new AtModel(key.identity(), target.modelId());
        forbidden.asMap().merge(pair, target.secretVersion(), Math::max);
        yield new Mark.PairSetAside();
      }
      case QUOTA_GROUP ->
          new Mark.GroupSetAside(
              group(key.quotaGroupIdentity())
                  .close(key, target.secretVersion(), retryAt, settings, now));
      case RATE -> new Mark.Cooling(model(key, target.modelId()).coolDown(retryAt, settings, now));
      case PROVIDER, REQUEST, MODEL_WINDOW, ATTEMPT -> new Mark.Nothing();
    };
  }

  /** An answer of any kind but trouble shows that the provider is there. */
  private void answered(Target target, FailoverSettings settings, Instant now) {
    breaker(target).succeeded(settings.breaker(), target.startedAt(), now);
  }

  private Breaker breaker(Target target) {
    return breakers.get(target.providerId(), id -> new Breaker());
  }

  private GroupState group(String identity) {
    return groups.get(identity, any -> new GroupState());
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
