package dev.keyway.expression;

import static dev.cel.common.types.SimpleType.DYN;
import static dev.cel.common.types.SimpleType.INT;

import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.TypeParamType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/** Functions that make lists of lists, whatever they hold. */
final class SequenceFunctions {

  /** Its elements must have an order, which {@link Review} looks at. */
  static final String SORT = "sort";

  private static final CelType SAME = ListType.create(TypeParamType.create("A"));

  private static final Parameter LIST = Parameter.list("list");

  static final List<ValueFunction> TABLE =
      List.of(
          new ValueFunction(
              "slice",
              LIST,
              List.of(Parameter.count("from"), Parameter.count("to")),
              SAME,
              (args, run) -> slice((List<?>) args[0], (Long) args[1], (Long) args[2]),
              new Manual(
                  "any list",
                  "the elements from one place up to, but not, another; a failure when it has no"
                      + " such places",
                  "[1, 2, 3, 4].slice(1, 3)",
                  "[2, 3]")),
          new ValueFunction(
              "flatten",
              Parameter.lists("list"),
              List.of(),
              SAME,
              (args, run) -> flat((List<?>) args[0], 1, run.meter()),
              new Manual(
                  "a list of lists",
                  "the elements of the lists in it, one level down",
                  "[1, [2, [3, 4]]].flatten()",
                  "[1, 2, [3, 4]]")),
          new ValueFunction(
              "flatten",
              Parameter.values("list"),
              List.of(Parameter.count("depth")),
              ListType.create(DYN),
              (args, run) -> flat((List<?>) args[0], (Long) args[1], run.meter()),
              new Manual(
                  "a list of lists",
                  "the same, so many levels down; a failure when that is negative",
                  "[1, [2, [3, [4]]]].flatten(2)",
                  "[1, 2, 3, [4]]")),
          new ValueFunction(
              SORT,
              LIST,
              List.of(),
              SAME,
              (args, run) -> sorted((List<?>) args[0], run.meter()),
              new Manual(
                  "a list of numbers, texts, bytes, times or spans of time",
                  "all of them in ascending order, unknown ones last; a failure when they are not"
                      + " of one kind",
                  "['b', 'c', 'a'].sort()",
                  "['a', 'b', 'c']")),
          new ValueFunction(
              "distinct",
              LIST,
              List.of(),
              SAME,
              (args, run) -> distinct((List<?>) args[0], run.meter()),
              new Manual(
                  "any list",
                  "each element once, where it came first",
                  "[1, 'b', 2, 'b'].distinct()",
                  "[1, 'b', 2]")),
          new ValueFunction(
              "lists.range",
              null,
              List.of(Parameter.count("n")),
              ListType.create(INT),
              (args, run) -> range((Long) args[0], run.meter()),
              new Manual(
                  "", "the numbers from 0 up to, but not, `n`", "lists.range(3)", "[0, 1, 2]")));

  private SequenceFunctions() {}

  private static List<?> slice(List<?> list, long from, long to) {
    if (from < 0 || to < from || list.size() < to) {
      throw new CelInvalidArgumentException("slice needs 0 <= from <= to <= size");
    }
    return Collections.unmodifiableList(list.subList((int) from, (int) to));
  }

  private static List<Object> flat(List<?> list, long depth, Meter meter) {
    if (depth < 0) {
      throw new CelInvalidArgumentException("flatten needs a depth that is not negative");
    }
    List<Object> flat = new ArrayList<>();
    flatten(list, depth, flat, meter);
    return Collections.unmodifiableList(flat);
  }

  private static void flatten(List<?> list, long depth, List<Object> into, Meter meter) {
    meter.charge(list.size());
    for (Object element : list) {
      if (element instanceof List<?> inner && depth > 0) {
        flatten(inner, depth - 1, into, meter);
      } else {
        into.add(element);
      }
    }
  }

  private static List<Object> sorted(List<?> list, Meter meter) {
    meter.charge(list.size());
    Gathered gathered = new Gathered();
    for (Object element : list) {
      gathered.rank(element, element);
    }
    return gathered.sorted();
  }

  private static List<Object> distinct(List<?> list, Meter meter) {
    meter.charge(list.size());
    Set<Equal> seen = LinkedHashSet.newLinkedHashSet(list.size());
    for (Object element : list) {
      seen.add(new Equal(element));
    }
    return seen.stream().map(Equal::value).toList();
  }

  private static List<Long> range(long end, Meter meter) {
    meter.charge(Math.max(0, end));
    return LongStream.range(0, end).boxed().toList();
  }
}
