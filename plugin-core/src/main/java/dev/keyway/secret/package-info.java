/** References to secrets, their values that never print, and where they come from. */
@NullMarked
package dev.keyway.secret;

import org.jspecify.annotations.NullMarked;
