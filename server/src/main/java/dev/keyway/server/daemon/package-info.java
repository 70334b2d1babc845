/** The daemon: everything assembled, started and stopped. */
@NullMarked
package dev.keyway.server.daemon;

import org.jspecify.annotations.NullMarked;
