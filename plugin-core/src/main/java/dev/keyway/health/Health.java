package dev.keyway.health;

import dev.keyway.classify.Scope;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.ApiKey;
import dev.keyway.policy.FailoverSettings;
import dev.keyway.quota.QuotaReport;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private final Memory memory = new Memory();
  private final DossierStore dossiers = new DossierStore(memory);
  private final boolean zoned;

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
    return new Dossier(key, modelId, memory).standing(now);
  }

  /**
   * Whether a key that would be tried first takes its turn. One that comes back from a cool-down or
   * from being out of money shares its turns for a while; each call is a turn.
   */
  public boolean takesTurn(ApiKey key, String modelId, FailoverSettings settings) {
    String group = key.quotaGroupIdentity();
    ModelState model = memory.models.getIfPresent(new Memory.Pair(group, modelId));
    return memory.group(group).takesTurn(settings.slowStartTurns())
        && (model == null || model.takesTurn(settings.slowStartTurns()));
  }

  /** What is known of a key for a model: its quota there, what was counted at all memory.models. */
  public KeyFacts facts(ApiKey key, String modelId, Instant now) {
    return new Dossier(key, modelId, memory).facts(0, now);
  }

  /**
   * The same of several keys: what there is to know of them is looked up once for many requests.
   *
   * @param keys a provider's keys in listed order; an immutable list, known by its identity
   */
  public Dossiers dossiers(List<ApiKey> keys, String modelId, Instant now) {
    return dossiers.of(keys, modelId, now);
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
        Memory.at(memory.windows.whole(place, modelId), now),
        Memory.at(memory.windows.onRoute(place, modelId, route), now),
        zoned,
        keys,
        key -> factsAt(key, modelId, now));
  }

  /** What is known of a key at one model alone. */
  private KeyFacts factsAt(ApiKey key, String modelId, Instant now) {
    RollingFacts window = Memory.at(memory.windows.knownByKey(key, modelId), now);
    return new KeyFacts(key, 0, window, memory.known(key), memory.known(key, modelId), now);
  }

  /**
   * Asks to call a provider: {@link ProviderStanding.Probing} must be followed by one of the
   * settling methods.
   */
  public ProviderStanding askProvider(String providerId, FailoverSettings settings, Instant now) {
    Breaker breaker = memory.breakers.getIfPresent(providerId);
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
    ModelState model = memory.models.getIfPresent(new Memory.Pair(group, target.modelId()));
    if (model != null) {
      model.succeeded(target.startedAt());
    }
    memory.group(group).succeeded(target.startedAt());
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
            memory
                .breaker(target.place())
                .failed(owner(target), settings.breaker(), target.startedAt(), now));
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
    Breaker breaker = memory.breakers.getIfPresent(target.place());
    if (breaker != null) {
      breaker.abandoned(target.startedAt());
    }
  }

  /**
   * An operator says that a key is good again: what set it or its quota group aside is forgotten.
   * Cool-downs stay.
   */
  public void readmit(ApiKey key) {
    memory.key(key).readmit();
    memory.allow(key);
    memory.group(key.quotaGroupIdentity()).reopen();
  }

  /** A request was served to its end. */
  public void served(Target target, Served served, Instant now) {
    tally(target).served(served, now);
  }

  /** What a response said of the quota left. */
  public void reported(Target target, QuotaReport report, Instant now) {
    ApiKey key = target.key();
    if (key != null && !report.equals(QuotaReport.NONE)) {
      memory.model(key, target.modelId()).report(report, now);
    }
  }

  /**
   * How many pairs with a model are remembered: the larger of those not allowed and the limited.
   */
  long rememberedPairs() {
    memory.forbidden.cleanUp();
    memory.models.cleanUp();
    return Math.max(memory.forbidden.estimatedSize(), memory.models.estimatedSize());
  }

  /** What is known of a policy's keys and of models at its providers. Walks through all. */
  public Snapshot snapshot(AiGateway gateway, Instant now) {
    return new SnapshotTaking(this, memory, now).of(gateway);
  }

  /** What is known of these keys for one model, by their shown ids. */
  public Map<String, Snapshot.OfKey> snapshot(List<ApiKey> keys, String modelId, Instant now) {
    SnapshotTaking taking = new SnapshotTaking(this, memory, now);
    Map<String, Snapshot.OfKey> known = new LinkedHashMap<>();
    keys.forEach(key -> known.put(key.id(), taking.key(key, List.of(modelId))));
    return known;
  }

  /**
   * Makes known what a snapshot says of a policy's keys and models: what is asked at this instant
   * is then as the snapshot says, and what it does not mention stays as it is. For trying out what
   * would be: windows that were so filled keep saying what they were told.
   */
  public void seed(Snapshot snapshot, AiGateway gateway, Instant now) {
    new Seeding(memory, gateway.failover(), now).with(snapshot, gateway);
  }

  /** How many rolling windows of models are kept. */
  long rememberedWindows() {
    return memory.windows.size();
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
        memory.key(key).invalid(target.secretVersion());
        yield new Mark.KeySetAside();
      }
      case KEY_MODEL -> {
        memory.forbid(key, target.modelId(), target.secretVersion());
        yield new Mark.PairSetAside();
      }
      case QUOTA_GROUP ->
          new Mark.GroupSetAside(
              memory
                  .group(key.quotaGroupIdentity())
                  .close(key, target.secretVersion(), retryAt, settings, now));
      case RATE ->
          new Mark.Cooling(memory.model(key, target.modelId()).coolDown(retryAt, settings, now));
      case PROVIDER, REQUEST, MODEL_WINDOW, ATTEMPT -> new Mark.Nothing();
    };
  }

  /** Counted is at the key, at its model, and at the model, by whatever credential. */
  private Tally tally(Target target) {
    Tally present = target.tally();
    return present == null
        ? target.countedIn(memory.windows.tally(target, stateOf(target)))
        : present;
  }

  private @Nullable KeyState stateOf(Target target) {
    ApiKey key = target.key();
    return key == null ? null : memory.key(key);
  }

  /** An answer of any kind but trouble shows that the provider is there. */
  private void answered(Target target, FailoverSettings settings, Instant now) {
    memory
        .breaker(target.place())
        .succeeded(owner(target), settings.breaker(), target.startedAt(), now);
  }

  private static String owner(Target target) {
    ApiKey key = target.key();
    return key == null ? "" : key.identity();
  }
}
