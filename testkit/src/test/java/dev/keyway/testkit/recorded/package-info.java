/** Recordings of a gateway's client code, played from the server's side. */
@NullMarked
package dev.keyway.testkit.recorded;

import org.jspecify.annotations.NullMarked;
