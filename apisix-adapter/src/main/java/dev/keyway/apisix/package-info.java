/** Keyway as an external plugin of APISIX. */
@NullMarked
package dev.keyway.apisix;

import org.jspecify.annotations.NullMarked;
