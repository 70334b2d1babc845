package dev.keyway.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.common.values.StructValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One fact during an evaluation: the Java object, whose fields are read when the expression asks
 * for them.
 */
@SuppressWarnings("Immutable") // It lives for one evaluation, on one thread.
final class FactValue extends StructValue<String, FactValue> {

  private final FactType<?> type;
  private final Object object;

  FactValue(FactType<?> type, Object object) {
    this.type = type;
    this.object = object;
  }

  /** The Java object behind it. */
  Object object() {
    return object;
  }

  /** Whether its type has a field of this name. */
  boolean has(String field) {
    return type.field(field) != null;
  }

  @Override
  public Object select(String field) {
    return type.read(object, field);
  }

  @Override
  public Optional<Object> find(String field) {
    Object value = type.read(object, field);
    return value == Absent.ABSENT ? Optional.empty() : Optional.of(value);
  }

  /** Itself: what the library unwraps must stay a fact. */
  @Override
  public FactValue value() {
    return this;
  }

  @Override
  public boolean isZeroValue() {
    return false;
  }

  @Override
  public CelType celType() {
    return StructTypeReference.create(type.name());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FactValue that && object.equals(that.object);
  }

  @Override
  public int hashCode() {
    return object.hashCode();
  }

  @Override
  public String toString() {
    return type.name();
  }
}
