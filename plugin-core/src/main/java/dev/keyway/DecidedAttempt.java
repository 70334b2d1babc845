package dev.keyway;

/**
 * An attempt in names alone: what another process of this gateway needs to make it. It holds no
 * value of a key.
 *
 * @param action which of the policy's {@code ai-gateway} actions decided, from 0
 * @param provider the provider's id
 * @param model the model's id at that provider
 * @param key the key's id
 */
public record DecidedAttempt(int action, String provider, String model, String key) {}
