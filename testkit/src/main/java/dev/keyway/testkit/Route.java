package dev.keyway.testkit;

/**
 * A route of the gateway. It lets everybody through to Keyway, also whom the gateway doesn't know:
 * who may call is the policy's to say.
 *
 * @param id how the gateway calls it
 * @param prefix the path it is mounted under and that it strips, such as {@code /teams}; empty for
 *     the route of all other paths
 * @param policy the policy its requests run under
 */
public record Route(String id, String prefix, String policy) {}
