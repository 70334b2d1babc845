/** Rate-limit signals in the words of each provider, read into one shape. */
@NullMarked
package dev.keyway.quota;

import org.jspecify.annotations.NullMarked;
