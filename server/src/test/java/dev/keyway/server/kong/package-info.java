/** Keyway behind a gateway that does on the wire what Kong does. */
@NullMarked
package dev.keyway.server.kong;

import org.jspecify.annotations.NullMarked;
