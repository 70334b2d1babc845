package dev.keyway.testkit.apisix;

import org.jspecify.annotations.Nullable;

/**
 * A consumer.
 *
 * @param group the id of the group it is in, or null
 */
record ApisixConsumer(String username, @Nullable String group) {}
