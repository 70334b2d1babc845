package dev.keyway;

import dev.keyway.access.PolicyRef;
import dev.keyway.policy.Policy;
import org.jspecify.annotations.Nullable;

/**
 * Where a carrier finds the policy a request runs under. Called for every request, so it only looks
 * up.
 */
@FunctionalInterface
public interface PolicySource {

  /** The policy, or null when there is none of that name or digest now. */
  @Nullable Policy find(PolicyRef ref);
}
