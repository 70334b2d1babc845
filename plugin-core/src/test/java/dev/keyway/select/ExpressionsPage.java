package dev.keyway.select;

import static java.util.stream.Collectors.joining;

import dev.keyway.expression.Environment;
import dev.keyway.expression.FactType;
import dev.keyway.expression.FunctionGuide;
import dev.keyway.expression.ValueType;
import dev.keyway.facts.TemplateEnvironment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes {@code docs/expressions.md} from the tables of functions and the types of facts. */
final class ExpressionsPage {

  /** Functions and operators that are CEL's own, each with an example and what it gives. */
  static final List<FunctionGuide> STANDARD =
      List.of(
          standard(
              "exists(x, condition)",
              "any list",
              "whether it holds for one of them",
              "ai.models.exists(m, m.custom)",
              "true"),
          standard(
              "all(x, condition)",
              "any list",
              "whether it holds for all of them",
              "ai.models.all(m, m.known)",
              "true"),
          standard(
              "exists_one(x, condition)",
              "any list",
              "whether it holds for exactly one",
              "ai.models.exists_one(m, m.id == 'gpt-4o')",
              "true"),
          standard(
              "has(a.b)",
              "a field",
              "whether it is known",
              "ai.models.filter(m, has(m.quantization))",
              "own:Llama-70B"),
          standard("size()", "a list, map or text", "how many it has", "ai.models.size()", "4"),
          standard(
              "[i]",
              "a list",
              "the element at this place, from 0; null past the end",
              "ai.models[1]",
              "openai:gpt-4o-mini"),
          standard(
              "in",
              "a list or map",
              "whether it holds this",
              "'gpt-4o' in ai.models.map(m, m.id)",
              "true"),
          standard(
              "+",
              "lists, numbers, texts",
              "one after the other; the sum, which has a fraction when either has one",
              "ai.models.only(['sonnet']) + ai.models.take(1)",
              "anthropic:claude-sonnet-4-5, openai:gpt-4o"),
          standard(
              "? :",
              "a condition",
              "the one or the other",
              "ai.request.stream ? ai.models.take(1) : ai.models",
              "openai:gpt-4o"),
          standard(
              "contains(text)",
              "a text",
              "whether it holds this text",
              "ai.models.filter(m, m.id.contains('mini'))",
              "openai:gpt-4o-mini"),
          standard(
              "startsWith(text)",
              "a text",
              "whether it begins with this text",
              "ai.models.filter(m, m.id.startsWith('claude'))",
              "anthropic:claude-sonnet-4-5"),
          standard(
              "endsWith(text)",
              "a text",
              "whether it ends with this text",
              "ai.models.filter(m, m.id.endsWith('70B'))",
              "own:Llama-70B"),
          standard(
              "matches(regex)",
              "a text",
              "whether this regular expression (RE2) is found in it",
              "ai.models.filter(m, m.id.matches('^gpt-[0-9]'))",
              "openai:gpt-4o, openai:gpt-4o-mini"),
          standard(
              "lowerAscii(), upperAscii(), trim()",
              "a text",
              "it in another form",
              "ai.models[3].id.lowerAscii()",
              "'llama-70b'"),
          standard(
              "split(text), join(text)",
              "a text, a list of texts",
              "its parts; the whole",
              "'a,b'.split(',').join('-')",
              "'a-b'"),
          standard(
              "replace(from, to), substring(a, b), indexOf(text)",
              "a text",
              "as their names say",
              "'gpt-4o'.replace('-', '_')",
              "'gpt_4o'"),
          standard(
              "timestamp(text), duration(text)",
              "",
              "a time; a span of time",
              "time.now > timestamp('2026-01-01T00:00:00Z')",
              "true"));

  private static final String HEAD =
      """
      <!-- Made of the code; ExpressionsPageTest says how to make it anew. -->
      # Expressions

      Policies choose models and keys by expressions in CEL, the Common Expression Language. They are parsed and type-checked when a policy
      loads: a misspelt field or function, or a strategy that gives something else than models or keys, is an error with its line, its column and
      the nearest name.

      | where | it gives | it sees |
      |---|---|---|
      | `model_selection.strategy` | a list of models, or one model | `ai.models`, `ai.providers`, `ai.authors`, the request |
      | `api_key_selection.strategy` | a list of keys, or one key | `ai.keys`, the request |
      | `${…}` in `headers`, `query_params`, `body` | a text; alone in a `body` value, anything | the request |

      ## How models are chosen

      Strategies run in order; the first that gives a model wins. One that fails, or gives none, is recorded with the reason and the next is
      asked. When none gives a model, the request is refused: end the list with `ai.models` where any model is better than none.

      - **A client that names models** gets these or fewer: a strategy only filters, and the client's order stays. `ai.models` is what it named.
      - **A client that names none, or `auto`**, leaves the choice: `ai.models` is every allowed model, those of listed providers first, and
        the strategy's order is the order of attempts.
      - Other models can be reached through `ai.providers`, but what is not allowed, or was not asked for, is dropped from what a strategy gives.

      ## What is unknown

      **Unknown is not zero.** A price, a quota, a latency nobody knows is null. `==` with null asks for it, and so does `has()`; an ordering with
      it is false and never an error, arithmetic with it is null, and `sortBy` puts it last. A field, key or index that is not there is null
      too. Any other use of null is a failure of that strategy alone.

      ## What it may cost

      An expression runs where requests are served, so its steps are counted and end at 100 000: a filter over all of the 800 built-in models takes
      about 8 000. Loops nest three deep at most. A strategy that costs too much fails, and the next is tried.

      ## Functions of lists, models, providers and keys

      Lists keep their type, so functions chain. The examples are of four models: `openai:gpt-4o` (2.50 dollars a million input tokens),
      `openai:gpt-4o-mini` (0.15), `anthropic:claude-sonnet-4-5` (3.00), `own:Llama-70B` (unknown).

      """;

  private static final String TAIL_OF_FUNCTIONS =
      """

      `stickyBy` orders by a score: the 64-bit FNV-1a hash of the text, a zero byte and the element's name (`provider:model`, or a key's id), mixed
      by SplitMix64's finalizer, greatest first. It is the same on every gateway and in every release.

      ## Functions of texts, hashes, JSON, URLs, addresses, times

      Those that rules have: [rule-expressions.md](rule-expressions.md#functions).

      ## CEL's own

      """;

  private final StringBuilder page = new StringBuilder(HEAD);

  private ExpressionsPage() {}

  private static FunctionGuide standard(
      String call, String receivers, String does, String example, String gives) {
    return new FunctionGuide(call, receivers, does, example, gives);
  }

  static String text() {
    ExpressionsPage page = new ExpressionsPage();
    page.functions(FunctionGuide.all().toList());
    page.page.append(TAIL_OF_FUNCTIONS);
    page.functions(STANDARD);
    page.variables("Variables of `model_selection`", ModelEnvironment.create(), Map.of());
    Map<String, FactType<?>> known = types(ModelEnvironment.create());
    page.variables("Variables of `api_key_selection`", KeyEnvironment.create(), known);
    page.variables("Variables of `${…}`", TemplateEnvironment.create(), known);
    return page.page.toString();
  }

  private void functions(List<FunctionGuide> functions) {
    page.append("| function | on | gives | for example |\n|---|---|---|---|\n");
    for (FunctionGuide each : functions) {
      page.append(
          "| `%s` | %s | %s | `%s` → %s |\n"
              .formatted(
                  each.call(),
                  each.receivers(),
                  each.does(),
                  each.example().replace("|", "\\|"),
                  "`" + each.gives() + "`"));
    }
  }

  private void variables(String title, Environment environment, Map<String, FactType<?>> known) {
    page.append("\n## ").append(title).append("\n\n");
    page.append(
        environment.variables().entrySet().stream()
            .map(each -> "`%s` (%s)".formatted(each.getKey(), type(each.getValue())))
            .collect(joining(", ")));
    page.append(
        known.isEmpty()
            ? ". A type's name links its fields.\n"
            : ". Types that are not listed here are as above.\n");
    types(environment)
        .forEach((name, type) -> {
          if (known.get(name) != type) {
            fields(type);
          }
        });
  }

  private void fields(FactType<?> type) {
    page.append("\n### ").append(type.name()).append("\n\n");
    FactType.Field<?> text = type.text();
    if (text != null) {
      page.append("Where no field is asked for, a text: ").append(text.about()).append(".\n\n");
    }
    page.append("| field | type | |\n|---|---|---|\n");
    type.fields()
        .forEach(field ->
            page.append(
                "| `%s` | %s | %s |\n".formatted(field.name(), type(field.type()), field.about())));
  }

  /** Every type of facts that can be reached, in the order in which it is. */
  private static Map<String, FactType<?>> types(Environment environment) {
    Map<String, FactType<?>> found = new LinkedHashMap<>();
    environment.variables().values().forEach(type -> collect(type, found));
    return found;
  }

  private static void collect(ValueType type, Map<String, FactType<?>> found) {
    switch (type) {
      case ValueType.Scalar scalar -> {}
      case ValueType.ListOf list -> collect(list.element(), found);
      case ValueType.MapOf map -> collect(map.value(), found);
      case ValueType.Fact fact -> {
        if (found.putIfAbsent(fact.type().name(), fact.type()) == null) {
          fact.type().fields().forEach(field -> collect(field.type(), found));
        }
      }
    }
  }

  private static String type(ValueType type) {
    return switch (type) {
      case ValueType.Scalar scalar ->
          switch (scalar) {
            case STRING -> "text";
            case INT -> "whole number";
            case DOUBLE -> "number";
            case BOOL -> "true or false";
            case TIMESTAMP -> "time";
            case DURATION -> "span of time";
            case DYN -> "anything";
            case NULLABLE_STRING -> "text or null";
            case NULLABLE_INT -> "whole number or null";
            case NULLABLE_DOUBLE -> "number or null";
          };
      case ValueType.ListOf list -> "list of " + type(list.element());
      case ValueType.MapOf map -> "map to " + type(map.value());
      case ValueType.Fact fact ->
          "[%s](#%s)"
              .formatted(fact.type().name(), fact.type().name().toLowerCase(java.util.Locale.ROOT));
    };
  }
}
