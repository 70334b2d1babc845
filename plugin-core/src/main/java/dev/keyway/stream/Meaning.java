package dev.keyway.stream;

/** What one event says of the answer. */
enum Meaning {
  /** Nothing: a role, a start, a ping, an empty delta, usage alone. */
  NOTHING,
  /** Something of the answer, or how it ended. */
  CONTENT,
  /** The provider failed. */
  ERROR,
  /** The answer is whole. */
  END
}
