package dev.keyway.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelValue;
import dev.cel.common.values.NullValue;
import dev.cel.common.values.SelectableValue;
import java.util.Optional;

/**
 * What nobody knows: a fact that is null, a key missing from a map, an index past a list's end. It
 * equals only the literal {@code null}, not even itself, so that two missing headers don't count as
 * the same header. A field or element of it is absent as well.
 */
final class Absent extends CelValue implements SelectableValue<String> {

  static final Absent ABSENT = new Absent();

  private Absent() {}

  /** Whether a value is absent or the literal null. */
  static boolean isNull(Object value) {
    return value == ABSENT || value == NullValue.NULL_VALUE;
  }

  @Override
  public Object select(String field) {
    return this;
  }

  @Override
  public Optional<Object> find(String field) {
    return Optional.empty();
  }

  @Override
  public Object value() {
    return this;
  }

  @Override
  public boolean isZeroValue() {
    return true;
  }

  @Override
  public CelType celType() {
    return SimpleType.NULL_TYPE;
  }

  @Override
  public String toString() {
    return "absent";
  }
}
