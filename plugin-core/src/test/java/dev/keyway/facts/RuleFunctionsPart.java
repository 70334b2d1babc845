package dev.keyway.facts;

import static java.util.stream.Collectors.joining;

import dev.keyway.expression.FactType;
import dev.keyway.expression.FunctionGuide;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The functions' part of {@code docs/rule-expressions.md}, from their tables. */
final class RuleFunctionsPart {

  private static final String HEAD =
      """
      ## Functions

      All of them work in rules, in `${…}` and in the strategies of [model and key selection](expressions.md) alike, but for those that ask
      for what is not there: `getResHeader` has no answer to ask before there is one, and only rules read secrets. What is in brackets may be left
      out. Numbers of both kinds calculate together: `price * 2` and `5 / 2.0` give a number with a fraction, `5 / 2` gives 2. Places in texts count
      characters (code points), from 0.

      """;

  private static final String LIMITS =
      """
      ### What a function may cost

      Steps are counted, as [everywhere](expressions.md#what-it-may-cost): long texts, lists and JSON cost more of them, and an expression that needs
      more than 100 000 fails. A text that a function makes has 65 536 characters at most.

      """;

  private static final String ABSENT =
      """
      ### What is not there

      Old files may hold these. Each is an error when the policy loads, which says the same:

      | not there | instead |
      |---|---|
      """;

  private static final String SYNTAX =
      """
      | `[x * 2 for x in list]`, which is no CEL | `list.map(x, x * 2)`, `list.filter(x, x > 2)` |
      | `{a: 1}` with a key that is no variable | `{'a': 1}` |
      | `getResHeader`, `hasResHeader`, `getResCookie`, `hasResCookie` in `on_http_request` | `on_http_response`, where there is an answer |
      """;

  private RuleFunctionsPart() {}

  static String text() {
    StringBuilder part = new StringBuilder(HEAD);
    topics().forEach((title, functions) -> table(part, title, functions));
    FunctionGuide.results().forEach(type -> fields(part, type));
    part.append(LIMITS).append(ABSENT);
    FunctionGuide.renamed()
        .forEach((name, instead) -> part.append("| `%s` | `%s` |\n".formatted(name, instead)));
    return part.append(SYNTAX).toString();
  }

  /** Every example in the part. */
  static Stream<FunctionGuide> examples() {
    return topics().values().stream().flatMap(List::stream);
  }

  private static Map<String, List<FunctionGuide>> topics() {
    Map<String, List<FunctionGuide>> topics = new LinkedHashMap<>();
    topics.put("The request and the answer", FunctionGuide.asking(RuleEnvironment.onResponse()));
    FunctionGuide.byTopic().forEach(topics::put);
    StandardFunctions.BY_TOPIC.forEach((topic, functions) ->
        topics.merge(
            topic, functions, (own, more) -> Stream.concat(own.stream(), more.stream()).toList()));
    return topics;
  }

  private static void table(StringBuilder part, String title, List<FunctionGuide> functions) {
    part.append("### ").append(title).append("\n\n");
    part.append("| function | on | gives | for example |\n|---|---|---|---|\n");
    part.append(functions.stream().map(RuleFunctionsPart::row).collect(joining()));
    part.append("\n");
  }

  private static void fields(StringBuilder part, FactType<?> type) {
    part.append("### ").append(type.name()).append("\n\n| field | |\n|---|---|\n");
    type.fields()
        .forEach(each -> part.append("| `%s` | %s |\n".formatted(each.name(), each.about())));
    part.append("\n");
  }

  private static String row(FunctionGuide each) {
    return "| `%s` | %s | %s | `%s` → `%s` |\n"
        .formatted(
            each.call(),
            each.receivers(),
            each.does(),
            each.example().replace("|", "\\|"),
            each.gives());
  }
}
