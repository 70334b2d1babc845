package dev.keyway.expression;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.values.ErrorValue;
import dev.cel.runtime.CelEvaluationListener;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Counts the steps of one evaluation and ends it when they are too many. */
final class Meter implements CelEvaluationListener {

  /** Characters that cost as much as one step. */
  private static final int TEXT_PER_STEP = 16;

  /**
   * A failure that {@code ||} or {@code &&} may yet swallow, in steps: the library makes two
   * exceptions of it.
   */
  private static final int FAILURE = 100;

  @SuppressWarnings("ThreadSafe") // It lives for one evaluation, on one thread.
  private long left = Limits.STEPS;

  @SuppressWarnings("ThreadSafe") // As above.
  private long lastDone;

  /** The id of the part of the expression that was evaluated last; 0 before the first. */
  long lastDone() {
    return lastDone;
  }

  @Override
  public void callback(CelExpr expression, Object result) {
    lastDone = expression.id();
    charge(1);
    if (!(result instanceof Number || result instanceof Boolean)) {
      chargeFor(result);
    }
  }

  /** Takes steps off what is left. */
  void charge(long steps) {
    left -= steps;
    if (left < 0) {
      throw new CostExceeded();
    }
  }

  /**
   * The library looks at each element when a list is named, and into each list or map among them,
   * however often it is the same one.
   */
  private void chargeFor(Object result) {
    switch (result) {
      case String text -> charge(text.length() / TEXT_PER_STEP);
      case ListView view when view.isFlat() -> charge(view.size());
      case List<?> list -> chargeForEach(list);
      case MapView view -> charge(view.size());
      case Map<?, ?> map -> chargeForEach(map.values());
      case ErrorValue failure -> charge(FAILURE);
      default -> {}
    }
  }

  private void chargeForEach(Collection<?> elements) {
    charge(elements.size());
    for (Object element : elements) {
      if (element instanceof Collection<?> || element instanceof Map<?, ?>) {
        chargeFor(element);
      }
    }
  }

  /** Ends an evaluation. No exception, since {@code ||} and {@code &&} swallow those and go on. */
  static final class CostExceeded extends Error {

    private CostExceeded() {
      super("an expression costs too much", null, false, false);
    }
  }
}
