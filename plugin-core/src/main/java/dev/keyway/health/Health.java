package dev.keyway.health;

import com.github.benmanes.caffeine.cache.Cache;
import dev.keyway.classify.Scope;
import dev.keyway.policy.ApiKey;
import dev.keyway.policy.FailoverSettings;
import dev.keyway.quota.QuotaReport;
import java.time.Instant;
import java.util.List;
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

  private static final RollingWindow NO_WINDOW = new RollingWindow();

  private final Cache<String, KeyState> keys = Bounded.cache(MOST_KEYS);
  private final Cache<String, GroupState> groups = Bounded.cache(MOST_KEYS);
  private final Cache<String, Breaker> breakers = Bounded.cache(MOST_KEYS);
  private final Cache<AtModel, ModelState> models = Bounded.cache(MOST_PAIRS);
  private final Cache<AtModel, Integer> forbidden = Bounded.cache(MOST_PAIRS);

  private final ModelWindows windows = new ModelWindows();
  private final boolean zoned;

  private record AtModel(String owner, String model) {}

  /** Of a gateway of which nobody said where it stands. */
  public Health() {
    this(null);
  }

  /**
   * @param zone the one region or zone in which this gateway stands, or null when nobody said
   */
  public Health(@Nullable String zone) {
    this.zoned = zone != null;
  }

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

  /** What is known of a key for a model: its quota there, what was counted at all models. */
  public KeyFacts facts(ApiKey key, String modelId, Instant now) {
    KeyState state = known(key);
    return new KeyFacts(key, state.window.at(now), state, known(key, modelId), now);
  }

  /**
   * What is known of a model.
   *
   * @param place the provider, by the address that is called
   * @param modelId the model's id at the provider
   * @param route the request's route, or {@link Target#NO_ROUTE}
   * @param keys the provider's keys in listed order
   */
  public ModelFacts modelFacts(
      String place, String modelId, String route, List<ApiKey> keys, Instant now) {
    return new ModelFacts(
        at(windows.whole(place, modelId), now),
        at(windows.onRoute(place, modelId, route), now),
        zoned,
        keys,
        key -> factsAt(key, modelId, now));
  }

  /** What is known of a key at one model alone. */
  private KeyFacts factsAt(ApiKey key, String modelId, Instant now) {
    RollingFacts window = at(windows.knownByKey(key, modelId), now);
    return new KeyFacts(key, window, known(key), known(key, modelId), now);
  }

  private static RollingFacts at(@Nullable RollingWindow window, Instant now) {
    return (window == null ? NO_WINDOW : window).at(now);
  }

  private KeyState known(ApiKey key) {
    KeyState state = keys.getIfPresent(key.identity());
    return state == null ? NO_KEY_STATE : state;
  }

  private ModelState known(ApiKey key, String modelId) {
    ModelState model = models.getIfPresent(new AtModel(key.quotaGroupIdentity(), modelId));
    return model == null ? NO_MODEL_STATE : model;
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
    tally(target).started(target.startedAt());
  }

  /**
   * An attempt no longer occupies its key: it failed, or its answer has been passed on to the end.
   */
  public void ended(Target target) {
    tally(target).ended();
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
    tally(target).failed(kind, now);
    switch (scope) {
      case PROVIDER -> {
        return new Mark.Counted(
            breaker(target).failed(settings.breaker(), target.startedAt(), now));
      }
      case ATTEMPT -> abandoned(target);
      case KEY, KEY_MODEL, QUOTA_GROUP, RATE, REQUEST, MODEL_WINDOW ->
          answered(target, settings, now);
    }
    ApiKey key = target.key();
    return key == null ? new Mark.Nothing() : mark(target, key, scope, retryAt, settings, now);
  }

  /** The attempt told nothing of the provider: the client went away, or it was never sent. */
  public void abandoned(Target target) {
    Breaker breaker = breakers.getIfPresent(target.place());
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
    tally(target).served(served, now);
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

  /** How many rolling windows of models are kept. */
  long rememberedWindows() {
    return windows.size();
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

  /** Counted is at the key, at its model, and at the model, by whatever credential. */
  private Tally tally(Target target) {
    Tally present = target.tally();
    return present == null ? target.countedIn(windows.tally(target, stateOf(target))) : present;
  }

  private @Nullable KeyState stateOf(Target target) {
    ApiKey key = target.key();
    return key == null ? null : key(key);
  }

  /** An answer of any kind but trouble shows that the provider is there. */
  private void answered(Target target, FailoverSettings settings, Instant now) {
    breaker(target).succeeded(settings.breaker(), target.startedAt(), now);
  }

  private Breaker breaker(Target target) {
    return breakers.get(target.place(), id -> new Breaker());
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
}
