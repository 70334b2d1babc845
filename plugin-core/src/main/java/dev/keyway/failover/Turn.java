package dev.keyway.failover;

import dev.keyway.policy.ApiKey;
import dev.keyway.route.Payer;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is at a candidate.
 *
 * @param key the key, or null where the client's own credential or none goes along
 */
record Turn(Payer payer, @Nullable ApiKey key) {}
