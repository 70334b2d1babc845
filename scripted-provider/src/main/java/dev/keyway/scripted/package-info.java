/** Providers that answer by script and record what they received. */
@NullMarked
package dev.keyway.scripted;

import org.jspecify.annotations.NullMarked;
