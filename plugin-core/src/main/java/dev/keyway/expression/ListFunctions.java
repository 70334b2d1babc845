package dev.keyway.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.keyway.expression.ListFunction.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * The member functions of lists that evaluate their arguments once; those that do so for each
 * element are {@link Loops}.
 */
final class ListFunctions {

  private static final CelType STRINGS = ListType.create(SimpleType.STRING);

  /** The one place where a function is added. */
  static final List<ListFunction> TABLE =
      List.of(
          new ListFunction(
              "only",
              "id",
              List.of(STRINGS),
              Result.LIST,
              (list, args, run) -> where(list, among(args[1], "id"))),
          new ListFunction(
              "ignore",
              "id",
              List.of(STRINGS),
              Result.LIST,
              (list, args, run) -> where(list, among(args[1], "id").negate())),
          new ListFunction(
              "random",
              null,
              List.of(),
              Result.ELEMENT,
              (list, args, run) -> one(list, run.random())),
          new ListFunction(
              "randomize",
              null,
              List.of(),
              Result.LIST,
              (list, args, run) -> shuffled(list, run.random())));

  private ListFunctions() {}

  private static List<Object> where(List<?> list, Predicate<Object> wanted) {
    List<Object> chosen = new ArrayList<>(list);
    chosen.removeIf(wanted.negate());
    return Collections.unmodifiableList(chosen);
  }

  /** Whether a field of an element is among these values; what is absent equals nothing. */
  private static Predicate<Object> among(Object values, String field) {
    Set<Object> known = new HashSet<>((List<?>) values);
    known.remove(Absent.ABSENT);
    return element -> known.contains(read(element, field));
  }

  private static Object read(Object element, String field) {
    return element instanceof FactValue fact ? fact.select(field) : Absent.ABSENT;
  }

  private static Object one(List<?> list, RandomGenerator random) {
    return list.isEmpty() ? Absent.ABSENT : list.get(random.nextInt(list.size()));
  }

  private static List<Object> shuffled(List<?> list, RandomGenerator random) {
    List<Object> shuffled = new ArrayList<>(list);
    Collections.shuffle(shuffled, Random.from(random));
    return Collections.unmodifiableList(shuffled);
  }
}
