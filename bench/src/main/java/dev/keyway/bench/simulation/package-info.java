/**
 * Strategies over keys, tried on simulated providers: no socket, no real time, chance from seeds.
 * {@link Simulation} runs one strategy in one {@link Scenario}; what comes out is {@code
 * bench/results/strategies.md}.
 */
@NullMarked
package dev.keyway.bench.simulation;

import org.jspecify.annotations.NullMarked;
