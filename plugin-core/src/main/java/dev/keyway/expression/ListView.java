package dev.keyway.expression;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * A Java list as an expression sees it: each element is wrapped when it is asked for, and a fact
 * only once, since the library walks through a list several times.
 */
final class ListView extends AbstractList<Object> implements RandomAccess {

  private final ValueType element;
  private final List<?> source;
  private final @Nullable Object @Nullable [] facts;

  ListView(ValueType element, List<?> source) {
    this.element = element;
    this.source = source;
    this.facts = element instanceof ValueType.Fact ? new Object[source.size()] : null;
  }

  /** Whether no element of it is a list. */
  boolean isFlat() {
    return element instanceof ValueType.Fact
        || (element instanceof ValueType.Scalar && element != ValueType.Scalar.DYN);
  }

  @Override
  public Object get(int index) {
    if (facts == null) {
      return Values.wrap(element, source.get(index));
    }
    Object present = facts[index];
    if (present == null) {
      present = Values.wrap(element, source.get(index));
      facts[index] = present;
    }
    return present;
  }

  @Override
  public int size() {
    return source.size();
  }
}
