/**
 * The attempt loop: one pure sequence of steps, the outcomes that drive it, and their
 * classification.
 */
@NullMarked
package dev.keyway.failover;

import org.jspecify.annotations.NullMarked;
