/**
 * {@code keyway warm}: makes the start-up cache, which is what a JVM has learnt from a daemon that
 * served requests: classes as they lie in memory, and how often their methods were called.
 */
@NullMarked
package dev.keyway.server.warm;

import org.jspecify.annotations.NullMarked;
