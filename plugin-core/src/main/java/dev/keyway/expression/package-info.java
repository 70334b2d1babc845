/**
 * Compiled, type-checked, bounded CEL. The only room that knows {@code dev.cel}; it does not know
 * what it is asked for.
 */
@NullMarked
package dev.keyway.expression;

import org.jspecify.annotations.NullMarked;
