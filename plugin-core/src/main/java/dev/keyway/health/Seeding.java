package dev.keyway.health;

import dev.keyway.catalogue.Endpoint;
import dev.keyway.catalogue.Provider;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.ApiKey;
import dev.keyway.policy.FailoverSettings;
import dev.keyway.quota.QuotaReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes what a snapshot says known, for the keys and models of one policy. What it says of others
 * is of no use to that policy, and is passed over.
 */
final class Seeding {

  private final Memory memory;
  private final FailoverSettings settings;
  private final Instant now;

  Seeding(Memory memory, FailoverSettings settings, Instant now) {
    this.memory = memory;
    this.settings = settings;
    this.now = now;
  }

  void with(Snapshot snapshot, AiGateway gateway) {
    snapshot
        .providers()
        .forEach((id, said) -> {
          Provider provider = gateway.catalogue().provider(id);
          if (provider != null) {
            provider(provider, said, gateway.everyKeyOf(provider.id()));
          }
        });
  }

  private void provider(Provider provider, Snapshot.OfProvider said, List<ApiKey> keys) {
    for (ApiKey key : keys) {
      Snapshot.OfKey known = said.keys().get(key.id());
      if (known != null) {
        key(key, known);
      }
    }
    // After all of them: a key of a group that is out of money may have been let through again.
    for (ApiKey key : keys) {
      Snapshot.OfKey known = said.keys().get(key.id());
      if (known != null && !outOfMoney(known)) {
        memory.group(key.quotaGroupIdentity()).letThrough(key, key.secret().version());
      }
    }
    said.endpoints()
        .forEach((format, known) -> {
          Endpoint endpoint = provider.endpoints().get(format);
          if (endpoint != null) {
            endpoint(endpoint.baseUrl().toString(), known);
          }
        });
  }

  private void key(ApiKey key, Snapshot.OfKey said) {
    KeyState state = memory.key(key);
    state.seed(said.inFlight(), ago(said.lastUsedSeconds()));
    state.window.state(said.counted());
    int version = key.secret().version();
    Snapshot.Aside aside = said.setAside();
    if (outOfMoney(said) && aside != null) {
      memory
          .group(key.quotaGroupIdentity())
          .close(key, version, ahead(aside.untilSeconds()), settings, now);
    } else if (aside != null) {
      state.invalid(version);
    }
    said.models().forEach((model, known) -> pair(key, model, known));
  }

  private static boolean outOfMoney(Snapshot.OfKey said) {
    Snapshot.Aside aside = said.setAside();
    return aside != null && aside.cause() == Standing.Cause.OUT_OF_MONEY;
  }

  private void pair(ApiKey key, String model, Snapshot.AtModel said) {
    if (said.setAside() != null) {
      memory.forbid(key, model, key.secret().version());
    }
    if (said.cooldownSeconds() > 0) {
      memory.model(key, model).coolDown(ahead(said.cooldownSeconds()), settings, now);
    }
    if (!said.quota().equals(Snapshot.Quota.UNKNOWN)) {
      memory.model(key, model).report(report(said.quota()), now);
    }
    memory.windows.byKey(key, model).state(said.counted());
  }

  private QuotaReport report(Snapshot.Quota said) {
    Instant reset = ahead(said.resetSeconds());
    boolean ofRequests = said.remainingRequests() != null || said.limitRequests() != null;
    boolean ofTokens = said.remainingTokens() != null || said.limitTokens() != null;
    return new QuotaReport(
        said.remainingRequests(),
        said.remainingTokens(),
        said.limitRequests(),
        said.limitTokens(),
        ofRequests || !ofTokens ? reset : null,
        ofTokens ? reset : null);
  }

  private void endpoint(String place, Snapshot.OfEndpoint said) {
    Instant until = ahead(said.leftAloneSeconds());
    if (until != null) {
      memory.breaker(place).leaveAlone(until, settings.breaker(), now);
    }
    said.models()
        .forEach((id, model) -> {
          memory.windows.model(place, id).state(model.counted());
          model
              .routes()
              .forEach((route, counted) -> memory.windows.route(place, id, route).state(counted));
        });
  }

  private @Nullable Instant ahead(@Nullable Double seconds) {
    return seconds == null ? null : now.plus(duration(seconds));
  }

  private @Nullable Instant ago(@Nullable Double seconds) {
    return seconds == null ? null : now.minus(duration(seconds));
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
