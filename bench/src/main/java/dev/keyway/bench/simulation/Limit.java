package dev.keyway.bench.simulation;

/**
 * A limit of an account.
 *
 * @param unit what is counted
 * @param span over which time, as the provider's message puts it
 * @param window how much is left of it
 */
record Limit(Unit unit, Span span, Window window) {

  /** What is counted. */
  enum Unit {
    REQUESTS,
    TOKENS,
    INPUT_TOKENS,
    OUTPUT_TOKENS;

    long of(Demand demand) {
      return switch (this) {
        case REQUESTS -> 1;
        case TOKENS -> demand.tokens();
        case INPUT_TOKENS -> demand.promptTokens();
        case OUTPUT_TOKENS -> demand.outputTokens();
      };
    }

    /** {@code input tokens}. */
    String words() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
  }

  /** Over which time it is counted. */
  enum Span {
    MINUTE,
    DAY
  }
}
