/**
 * What it costs when a gateway asks Keyway on a socket: plugins that do nothing themselves, and
 * workers that ask.
 */
@NullMarked
package dev.keyway.bench.gateway;

import org.jspecify.annotations.NullMarked;
