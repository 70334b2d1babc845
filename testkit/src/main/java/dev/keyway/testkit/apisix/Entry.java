package dev.keyway.testkit.apisix;

import org.jspecify.annotations.Nullable;

/**
 * A name and what is said under it.
 *
 * @param value null: nothing at all, which is not the empty text
 */
public record Entry(String name, @Nullable String value) {}
