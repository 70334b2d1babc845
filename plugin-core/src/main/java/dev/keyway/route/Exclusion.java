package dev.keyway.route;

/**
 * A model that was left out.
 *
 * @param model {@code provider:model}, or the name as the client wrote it
 * @param reason why, for people
 */
public record Exclusion(String model, String reason) {}
