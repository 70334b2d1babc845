package dev.keyway.stream;

/** What one event says of the answer. */
enum Meaning {
  /** Nothing: a role, a start, a ping, an empty delta, usage alone. */
  NOTHING,
  /** Something of the answer, or how it ended. */
  CONTENT,
  /** The answer is whole, and how it ended, which belongs to it. */
  CONCLUSION,
  /** The provider failed. */
  ERROR,
  /** The provider failed, and nothing follows. */
  BREAKDOWN,
  /** The answer is whole. */
  END
}
