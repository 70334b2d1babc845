/** Server-sent events by bytes: when to commit, what was used, how to end. */
@NullMarked
package dev.keyway.stream;

import org.jspecify.annotations.NullMarked;
