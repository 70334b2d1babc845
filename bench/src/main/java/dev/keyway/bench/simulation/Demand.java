package dev.keyway.bench.simulation;

import java.time.Duration;

/**
 * One request of a client, and what it takes to serve it.
 *
 * @param arrival after the beginning
 * @param conversation which conversation it goes on with
 * @param promptTokens tokens of the prompt
 * @param outputTokens tokens of the answer, which are the limit that the client sets too
 * @param pace how long this answer takes to begin, as a multiple of what is usual
 */
record Demand(
    Duration arrival, int conversation, long promptTokens, long outputTokens, double pace) {

  /** What it counts against a limit of tokens: providers reckon with the limit that was set. */
  long tokens() {
    return promptTokens + outputTokens;
  }
}
