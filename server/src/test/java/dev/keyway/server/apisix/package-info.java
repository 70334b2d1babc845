/** Keyway behind a gateway that does on the wire what APISIX does. */
@NullMarked
package dev.keyway.server.apisix;

import org.jspecify.annotations.NullMarked;
