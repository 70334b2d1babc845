package dev.keyway.health;

/** The times that are kept of keys and models. */
public enum Latency {
  /** What a request took in this gateway. */
  GATEWAY,
  /** What a provider took to answer to the end. */
  UPSTREAM,
  /** What it took until a stream's first content. */
  TIME_TO_FIRST_TOKEN,
  /** What an output token took. */
  TIME_PER_OUTPUT_TOKEN
}
