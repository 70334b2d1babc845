package dev.keyway.migration;

import dev.keyway.secret.SecretRef;
import org.jspecify.annotations.Nullable;

/**
 * A secret that a policy names.
 *
 * @param place the environment variable or the file it is read from, or null: nobody knows
 * @param set whether it has a value where the report was made
 */
record NamedSecret(SecretRef ref, @Nullable String place, boolean set) {}
