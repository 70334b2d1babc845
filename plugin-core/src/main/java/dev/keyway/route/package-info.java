/** From the names a client used to candidates, with the reason of every exclusion. */
@NullMarked
package dev.keyway.route;

import org.jspecify.annotations.NullMarked;
