package dev.keyway.expression;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** The functions of plain values, by what they are about. */
  public static Map<String, List<FunctionGuide>> byTopic() {
    Map<String, List<FunctionGuide>> topics = new LinkedHashMap<>();
    Topic.ALL.forEach(topic ->
        topics.put(
            topic.title(),
            topic.functions().stream().map(each -> of(each.call(), each.manual())).toList()));
    return topics;
  }

  /** The functions that ask the variables of an environment for what has a name. */
  public static List<FunctionGuide> asking(Environment environment) {
    return Shorthands.fitting(environment.variables())
        .map(each -> of(each.call(), each.manual()))
        .toList();
  }

  /** The types of facts that functions give. */
  public static List<FactType<?>> results() {
    return List.of(ParsedUrl.TYPE);
  }

  /** Functions of old files that have another name here, and what to write instead of each. */
  public static Map<String, String> renamed() {
    Map<String, String> renamed = new LinkedHashMap<>();
    Elsewhere.TABLE.forEach(each -> renamed.put(each.name(), each.instead()));
    return renamed;
  }

  private static FunctionGuide of(String call, Manual manual) {
    return new FunctionGuide(
        call, manual.receivers(), manual.does(), manual.example(), manual.gives());
  }
}
