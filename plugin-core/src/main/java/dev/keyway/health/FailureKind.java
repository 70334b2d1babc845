package dev.keyway.health;

/** The classes in which error rates are kept. */
public enum FailureKind {
  TIMEOUT(1),
  RATE_LIMIT(2),
  CLIENT(3),
  SERVER(4);

  private final int column;

  FailureKind(int column) {
    this.column = column;
  }

  /** Its column in a slot of {@link RollingCounts}; column 0 counts requests. */
  int column() {
    return column;
  }
}
