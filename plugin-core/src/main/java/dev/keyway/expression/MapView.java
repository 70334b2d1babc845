package dev.keyway.expression;

import com.google.common.collect.Maps;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.StructValue;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Java map as an expression sees it: each value is wrapped when it is asked for, and a key it
 * does not hold is absent. It is a CEL value besides a map, since the library walks through all
 * entries of a plain map each time one is named.
 */
@SuppressWarnings("Immutable") // It lives for one evaluation, on one thread.
final class MapView extends StructValue<String, MapView> implements Map<String, Object> {

  private final Map<String, ?> source;
  private final Map<String, Object> entries;

  MapView(ValueType value, Map<String, ?> source) {
    this.source = source;
    this.entries = Maps.transformValues(source, each -> Values.wrap(value, each));
  }

  @Override
  public Object select(String key) {
    return get(key);
  }

  @Override
  public Optional<Object> find(String key) {
    Object value = get(key);
    return value == Absent.ABSENT ? Optional.empty() : Optional.of(value);
  }

  @Override
  public Object get(Object key) {
    Object value = entries.get(key);
    return value == null ? Absent.ABSENT : value;
  }

  @Override
  public boolean containsKey(Object key) {
    return source.containsKey(key);
  }

  @Override
  public boolean containsValue(Object value) {
    return entries.containsValue(value);
  }

  @Override
  public int size() {
    return source.size();
  }

  @Override
  public boolean isEmpty() {
    return source.isEmpty();
  }

  @Override
  public Set<String> keySet() {
    return entries.keySet();
  }

  @Override
  public Collection<Object> values() {
    return entries.values();
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    return entries.entrySet();
  }

  @Override
  public @Nullable Object put(String key, Object value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public @Nullable Object remove(Object key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void putAll(Map<? extends String, ?> more) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void clear() {
    throw new UnsupportedOperationException();
  }

  /** Itself: what the library unwraps must stay a view. */
  @Override
  public MapView value() {
    return this;
  }

  @Override
  public boolean isZeroValue() {
    return source.isEmpty();
  }

  @Override
  public CelType celType() {
    return MapType.create(SimpleType.STRING, SimpleType.DYN);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return entries.equals(other);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return "map";
  }
}
