/** The {@code keyway} program: command line, daemon and admin API. */
@NullMarked
package dev.keyway.server;

import org.jspecify.annotations.NullMarked;
