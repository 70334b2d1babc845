/** Keyway behind the real Envoy, in each of the forms that Envoy can be attached in. */
@NullMarked
package dev.keyway.server.envoy;

import org.jspecify.annotations.NullMarked;
