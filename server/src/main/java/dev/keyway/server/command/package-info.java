/** The commands of the command line. */
@NullMarked
package dev.keyway.server.command;

import org.jspecify.annotations.NullMarked;
