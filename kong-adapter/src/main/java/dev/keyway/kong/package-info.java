/** Keyway as a plugin of Kong. */
@NullMarked
package dev.keyway.kong;

import org.jspecify.annotations.NullMarked;
