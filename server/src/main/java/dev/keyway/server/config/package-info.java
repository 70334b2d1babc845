/**
 * The daemon's configuration: {@code keyway.yaml} as records, read with all its problems at once.
 */
@NullMarked
package dev.keyway.server.config;

import org.jspecify.annotations.NullMarked;
