/** What {@code keyway explain} reads and how it tells a plan to people. */
@NullMarked
package dev.keyway.server.explain;

import org.jspecify.annotations.NullMarked;
