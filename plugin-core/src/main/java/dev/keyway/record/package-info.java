/** The decision record: what was asked, tried, answered, and why. */
@NullMarked
package dev.keyway.record;

import org.jspecify.annotations.NullMarked;
