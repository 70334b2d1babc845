package dev.keyway.health;

import dev.keyway.policy.ApiKey;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt used.
 *
 * @param providerId the provider
 * @param key the key, or null for the client's own credential, of which nothing is remembered
 * @param modelId the model's id at the provider
 */
public record Target(String providerId, @Nullable ApiKey key, String modelId) {}
