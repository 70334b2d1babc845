package dev.keyway.secret.sealed;

import java.time.Instant;

/**
 * What may be shown of a secret in a vault.
 *
 * @param name as a policy names it: {@code openai/primary-key}
 * @param version from 1, one more each time the value changes
 * @param changed when that was
 * @param fingerprint the same for the same value in this vault; tells nothing of it to who can't
 *     open the vault
 */
public record SealedSecret(String name, int version, Instant changed, String fingerprint) {}
