package dev.keyway.health;

import dev.keyway.classify.Outcome;
import dev.keyway.classify.Scope;

/** The classes in which error rates are kept. */
public enum FailureKind {
  TIMEOUT(1),
  RATE_LIMIT(2),
  CLIENT(3),
  SERVER(4);

  private static final int TOO_MANY_REQUESTS = 429;

  private final int column;

  FailureKind(int column) {
    this.column = column;
  }

  /** The class of a failed attempt. */
  public static FailureKind of(Outcome outcome, Scope scope) {
    return switch (outcome) {
      case Outcome.TimedOut timedOut -> TIMEOUT;
      case Outcome.Broken broken -> SERVER;
      case Outcome.Cancelled cancelled -> CLIENT;
      case Outcome.Answered answered -> {
        if (scope == Scope.RATE || answered.status() == TOO_MANY_REQUESTS) {
          yield RATE_LIMIT;
        }
        yield scope == Scope.PROVIDER ? SERVER : CLIENT;
      }
    };
  }

  /** Its column in a slot of {@link RollingWindow}; column 0 counts requests. */
  int column() {
    return column;
  }
}
