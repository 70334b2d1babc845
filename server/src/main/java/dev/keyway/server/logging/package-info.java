/** How the program's own log lines are written. */
@NullMarked
package dev.keyway.server.logging;

import org.jspecify.annotations.NullMarked;
