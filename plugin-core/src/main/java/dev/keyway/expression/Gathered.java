package dev.keyway.expression;

import dev.cel.common.exceptions.CelOverloadNotFoundException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.TypeParamType;
import dev.cel.common.values.CelValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a loop over a list has gathered so far. A value the library takes as it is: it would convert
 * a list anew at each step, which makes its own {@code filter} and {@code map} quadratic.
 */
@SuppressWarnings("Immutable") // It lives within one loop of one evaluation.
final class Gathered extends CelValue {

  private final List<Object> elements = new ArrayList<>();

  /** Its type, over the elements' type. */
  static CelType of(CelType element) {
    return OpaqueType.create("@gathered", element);
  }

  Gathered add(Object element) {
    elements.add(element);
    return this;
  }

  Gathered keep(Object element, boolean wanted) {
    return wanted ? add(element) : this;
  }

  Gathered rank(Object element, Object key) {
    return add(new Ranked(element, key));
  }

  /** The elements in the order they came. */
  List<Object> list() {
    return Collections.unmodifiableList(elements);
  }

  /** The elements that were ranked, by ascending key; the sort is stable, absent keys come last. */
  List<Object> sorted() {
    return elements.stream()
        .map(Ranked.class::cast)
        .sorted(Ranked::compareKeys)
        .map(Ranked::element)
        .toList();
  }

  /**
   * The elements that were ranked, drawn one after the other without putting any back, each time
   * with a chance in proportion to its key. What has no weight above zero is never drawn: it comes
   * last, in the order it came.
   */
  List<Object> drawn(RandomGenerator random) {
    Gathered drawn = new Gathered();
    for (Object element : elements) {
      Ranked ranked = (Ranked) element;
      drawn.rank(ranked.element(), turn(ranked.key(), random));
    }
    return drawn.sorted();
  }

  /**
   * When an element's turn comes: exponentially distributed times, with the weight as their rate,
   * put elements in the order of such a draw.
   */
  private static Object turn(Object key, RandomGenerator random) {
    if (Absent.isNull(key)) {
      return Absent.ABSENT;
    }
    if (!(key instanceof Number number)) {
      throw new CelOverloadNotFoundException("weighted");
    }
    double weight = number.doubleValue();
    return weight > 0 ? -Math.log(1 - random.nextDouble()) / weight : Absent.ABSENT;
  }

  @Override
  public Gathered value() {
    return this;
  }

  @Override
  public boolean isZeroValue() {
    return elements.isEmpty();
  }

  @Override
  public CelType celType() {
    return of(TypeParamType.create("A"));
  }

  private record Ranked(Object element, Object key) {

    int compareKeys(Ranked other) {
      boolean absent = Absent.isNull(key);
      boolean otherAbsent = Absent.isNull(other.key);
      return absent || otherAbsent
          ? Boolean.compare(absent, otherAbsent)
          : Comparison.compare(key, other.key);
    }
  }
}
