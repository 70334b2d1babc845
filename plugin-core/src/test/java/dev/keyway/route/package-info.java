/** Tests of routing. */
@NullMarked
package dev.keyway.route;

import org.jspecify.annotations.NullMarked;
