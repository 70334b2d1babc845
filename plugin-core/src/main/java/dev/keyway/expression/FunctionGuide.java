package dev.keyway.expression;

import java.util.stream.Stream;

/**
 * A function as the documentation shows it.
 *
 * @param call how it is written, such as {@code only(ids)}
 * @param receivers what it is called on
 * @param does what it does
 * @param example an expression that uses it
 * @param gives what the example gives
 */
public record FunctionGuide(
    String call, String receivers, String does, String example, String gives) {

  /** All functions of lists and facts, in the order of their tables. */
  public static Stream<FunctionGuide> all() {
    return Stream.concat(
        Loops.TABLE.stream().map(loop -> of(loop.call(), loop.manual())),
        LateFunctions.documented().map(function -> of(function.call(), function.manual())));
  }

  private static FunctionGuide of(String call, Manual manual) {
    return new FunctionGuide(
        call, manual.receivers(), manual.does(), manual.example(), manual.gives());
  }
}
