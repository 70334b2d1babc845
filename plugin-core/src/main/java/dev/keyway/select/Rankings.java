package dev.keyway.select;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.ApiKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last ranking of each provider's keys for each model, for as long as it stands. Bounded, and
 * gone with its policy. Safe for use by many threads.
 */
public final class Rankings {

  /** Clients name models: so many rankings are kept of one policy, those asked for last. */
  private static final int MOST = 1000;

  /** By the identity of the policy, which nothing here may hold. */
  private final Cache<AiGateway, OfPolicy> policies =
      Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();

  OfPolicy of(AiGateway gateway) {
    return policies.get(gateway, OfPolicy::new);
  }

  private record At(String provider, boolean house, String model) {}

  /** Those of one policy. */
  static final class OfPolicy {

    private final List<Reuse> reuse;
    private final Duration longest;
    private final Cache<At, Ranking> last;

    private OfPolicy(AiGateway gateway) {
      this.reuse = gateway.keySelection().stream().map(Reuse::of).toList();
      this.longest = gateway.reuseRankingFor();
      this.last = Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();
    }

    /** How long what a policy's strategy in this place gives may be used again. */
    Reuse reuse(int strategy) {
      return reuse.get(strategy);
    }

    /** The last one, where it stands; or null. */
    @Nullable Ranking standing(List<ApiKey> usable, String modelId, Instant now) {
      if (!mayStand(reuse.getFirst())) {
        return null;
      }
      Ranking present = last.getIfPresent(at(usable, modelId));
      return present != null && present.standsFor(usable, now, longest) ? present : null;
    }

    void keep(Ranking ranking, String modelId) {
      if (mayStand(ranking.reuse()) && ranking.isWhole()) {
        last.put(at(ranking.usable(), modelId), ranking);
      }
    }

    private boolean mayStand(Reuse kind) {
      return switch (kind) {
        case ALWAYS -> true;
        case FOR_A_WHILE -> longest.isPositive();
        case NEVER -> false;
      };
    }

    private static At at(List<ApiKey> usable, String modelId) {
      ApiKey any = usable.getFirst();
      return new At(any.providerId(), any.managed(), modelId);
    }
  }
}
