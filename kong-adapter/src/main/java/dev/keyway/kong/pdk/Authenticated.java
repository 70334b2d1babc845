package dev.keyway.kong.pdk;

import org.jspecify.annotations.Nullable;

/**
 * Who was authenticated, and by what.
 *
 * @param consumer who Kong takes the client for
 * @param credential the id of the credential that was used. Null for the consumer that an
 *     authentication plugin names in its {@code anonymous} field: nobody proved to be that one
 */
public record Authenticated(Consumer consumer, @Nullable String credential) {}
