/** How often something may happen: limits over sliding windows, and where they are counted. */
@NullMarked
package dev.keyway.ratelimit;

import org.jspecify.annotations.NullMarked;
