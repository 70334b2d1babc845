/**
 * Carries the bytes: the server clients talk to, the clients providers see, and the streams between
 * them.
 */
@NullMarked
package dev.keyway.relay;

import org.jspecify.annotations.NullMarked;
