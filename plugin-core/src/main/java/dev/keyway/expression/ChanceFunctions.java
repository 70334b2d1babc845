package dev.keyway.expression;

import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.types.SimpleType;
import java.util.List;
import java.util.random.RandomGenerator;

/** Numbers that are drawn anew at each call. */
final class ChanceFunctions {

  static final List<ValueFunction> TABLE =
      List.of(
          new ValueFunction(
              "rand.double",
              null,
              List.of(),
              SimpleType.DOUBLE,
              (args, run) -> run.random().nextDouble(),
              new Manual(
                  "",
                  "a number from 0 up to, but not, 1, each as likely",
                  "rand.double() < 1.0",
                  "true")),
          new ValueFunction(
              "rand.int",
              null,
              List.of(),
              SimpleType.INT,
              (args, run) -> draw(0, 1, run.random()),
              new Manual("", "0 or 1, each as likely", "rand.int() in [0, 1]", "true")),
          new ValueFunction(
              "rand.int",
              null,
              List.of(Parameter.count("min"), Parameter.count("max")),
              SimpleType.INT,
              (args, run) -> draw((Long) args[0], (Long) args[1], run.random()),
              new Manual(
                  "",
                  "a whole number from `min` to `max`, both of them included; a failure when `min`"
                      + " is negative or greater than `max`",
                  "rand.int(7, 7)",
                  "7")));

  private ChanceFunctions() {}

  private static long draw(long min, long max, RandomGenerator random) {
    if (min < 0 || max < min || max == Long.MAX_VALUE) {
      throw new CelInvalidArgumentException("rand.int takes 0 <= min <= max");
    }
    return random.nextLong(min, max + 1);
  }
}
