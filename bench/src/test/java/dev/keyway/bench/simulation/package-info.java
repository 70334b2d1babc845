/**
 * The simulated providers are held to the shapes they play, and the report to what comes of them.
 */
@NullMarked
package dev.keyway.bench.simulation;

import org.jspecify.annotations.NullMarked;
