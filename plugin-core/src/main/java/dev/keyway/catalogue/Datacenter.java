package dev.keyway.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * Where a model runs. At least one of the two is known.
 *
 * @param countryCode ISO 3166-1, two letters, upper case, such as {@code NO}
 * @param region the provider's own name for it, as the policy writes it, such as {@code eu-north-1}
 */
public record Datacenter(@Nullable String countryCode, @Nullable String region) {}
