/**
 * A vault in one sealed file: secrets encrypted under a passphrase. {@link
 * dev.keyway.secret.sealed.SealedVaultFile} says how the file is made up.
 */
@NullMarked
package dev.keyway.secret.sealed;

import org.jspecify.annotations.NullMarked;
