/**
 * What came of an attempt, and what it means: outcomes, scopes, and the table that maps one to the
 * other.
 */
@NullMarked
package dev.keyway.classify;

import org.jspecify.annotations.NullMarked;
