package dev.keyway.expression;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** A Java list as an expression sees it: each element is wrapped when it is asked for. */
final class ListView extends AbstractList<Object> implements RandomAccess {

  private final ValueType element;
  private final List<?> source;

  ListView(ValueType element, List<?> source) {
    this.element = element;
    this.source = source;
  }

  @Override
  public Object get(int index) {
    return Values.wrap(element, source.get(index));
  }

  @Override
  public int size() {
    return source.size();
  }
}
