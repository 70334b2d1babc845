package dev.keyway.facts;

import dev.keyway.expression.FunctionGuide;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What CEL itself has, and what Keyway has for any list, as the page for rules shows it. */
final class StandardFunctions {

  private static final String TEXT = "a text";
  private static final String LIST = "a list, a map";
  private static final String TIME = "a time";
  private static final String TIME_OR_SPAN = "a time, a span";

  private static final List<FunctionGuide> TEXTS =
      List.of(
          row("size()", "a text, bytes", "how many characters, or bytes", "'hello'.size()", "5"),
          row(
              "startsWith(text)",
              TEXT,
              "whether it begins so",
              "'foobar'.startsWith('foo')",
              "true"),
          row("endsWith(text)", TEXT, "whether it ends so", "'foobar'.endsWith('foo')", "false"),
          row("contains(text)", TEXT, "whether it holds this", "'foobar'.contains('oba')", "true"),
          row(
              "charAt(place)",
              TEXT,
              "the character there; nothing at its end, a failure past it",
              "'hello'.charAt(4)",
              "'o'"),
          row(
              "substring(from[, to])",
              TEXT,
              "what stands from one place up to, but not, another; a failure when it has no such"
                  + " places",
              "'tacocat'.substring(0, 4)",
              "'taco'"),
          row(
              "lowerAscii(), upperAscii()",
              TEXT,
              "it with its ASCII letters in the other case",
              "'TacoCÆt'.lowerAscii()",
              "'tacocÆt'"),
          row("trim()", TEXT, "it without blanks around it", "'  x '.trim()", "'x'"),
          row("reverse()", TEXT, "it from behind", "'gums'.reverse()", "'smug'"),
          row(
              "strings.quote(text)",
              "",
              "it in quotes, safe to print",
              "strings.quote('a \"b\"')",
              "'\"a \\\"b\\\"\"'"),
          row("string(value)", "", "a number, time, truth as a text", "string(1.5)", "'1.5'"),
          row("int(value), double(value)", "", "a text as a number", "int('42') + 1", "43"),
          row("a + b", "texts", "one after the other", "'a' + 'b'", "'ab'"));

  private static final List<FunctionGuide> LISTS =
      List.of(
          row("size()", LIST, "how many elements or keys", "{'a': 1}.size()", "1"),
          row(
              "all(x, condition)",
              LIST,
              "whether it holds for each element or key",
              "[1, 2, 3].all(x, x > 0)",
              "true"),
          row(
              "exists(x, condition)",
              LIST,
              "whether it holds for one of them",
              "{'one': 1, 'two': 2}.exists(x, x.startsWith('t'))",
              "true"),
          row(
              "exists_one(x, condition)",
              LIST,
              "whether it holds for exactly one",
              "[1, 2, 2].exists_one(x, x == 2)",
              "false"),
          row(
              "filter(x, condition)",
              LIST,
              "those for which it holds",
              "[1, 2, 3].filter(x, x > 1)",
              "[2, 3]"),
          row("map(x, value)", LIST, "a value for each", "[1, 2, 3].map(n, n * n)", "[1, 4, 9]"),
          row(
              "map(x, condition, value)",
              LIST,
              "a value for each for which it holds",
              "[1, 2, 3, 4].map(n, n % 2 == 0, n * 2)",
              "[4, 8]"),
          row(
              "sortBy(x, key)",
              "a list",
              "all of them by ascending key, unknown keys last",
              "[{'n': 'foo', 's': 0}, {'n': 'bar', 's': -10}].sortBy(e, e.s).map(e, e.n)",
              "['bar', 'foo']"),
          row("take(n)", "a list", "the first `n`", "[1, 2, 3].take(2)", "[1, 2]"),
          row(
              "random(), randomize()",
              "a list",
              "one of them; all of them in a random order",
              "['a'].random()",
              "'a'"),
          row(
              "weighted(x, weight)",
              "a list",
              "all of them, drawn one after the other by their weights",
              "['a', 'b'].weighted(x, x == 'b' ? 1 : 0)",
              "['b', 'a']"),
          row(
              "a[i], a['key']",
              LIST,
              "an element; null when it has none",
              "[1, 2][5] == null",
              "true"),
          row("x in a", LIST, "whether it holds this element or key", "'a' in {'a': 1}", "true"),
          row(
              "has(a.b), has(a['b'])",
              "",
              "whether a field or element is known",
              "has(req.headers['x-none'])",
              "false"),
          row("a + b", "lists", "one after the other", "[1] + [2]", "[1, 2]"));

  private static final List<FunctionGuide> TIMES =
      List.of(
          row(
              "timestamp(text)",
              "",
              "a time (RFC 3339)",
              "timestamp('2023-12-25T00:00:00Z') < time.now",
              "true"),
          row(
              "duration(text)",
              "",
              "a span of time, added to and taken from times",
              "time.now - duration('1h30m') < time.now",
              "true"),
          time("getFullYear", TIME, "the year", "timestamp('2023-12-25T12:00:00Z')", "2023"),
          time("getMonth", TIME, "the month from 0", "timestamp('2023-12-25T12:00:00Z')", "11"),
          time("getDate", TIME, "the day of the month", "timestamp('2023-12-25T12:00:00Z')", "25"),
          time(
              "getDayOfMonth",
              TIME,
              "the day of the month from 0",
              "timestamp('2023-12-25T12:00:00Z')",
              "24"),
          time(
              "getDayOfWeek",
              TIME,
              "the day of the week, 0 for Sunday",
              "timestamp('2023-12-25T12:00:00Z')",
              "1"),
          time(
              "getDayOfYear",
              TIME,
              "the day of the year from 0",
              "timestamp('2023-12-25T12:00:00Z')",
              "358"),
          row(
              "getHours([zone])",
              TIME_OR_SPAN,
              "the hour there (`Europe/Paris`, `+02:00`), else in UTC; all hours of a span",
              "timestamp('2023-12-25T12:00:00Z').getHours('Asia/Tokyo')",
              "21"),
          time(
              "getMinutes",
              TIME_OR_SPAN,
              "the minute; all minutes of a span",
              "duration('1h30m')",
              "90"),
          time(
              "getSeconds",
              TIME_OR_SPAN,
              "the second; all seconds of a span",
              "duration('1m30s')",
              "90"),
          time(
              "getMilliseconds",
              TIME_OR_SPAN,
              "the milliseconds after the second, of both",
              "duration('1.234s')",
              "234"));

  private static final List<FunctionGuide> SECRETS =
      List.of(
          row(
              "secrets.get([vault, ]name)",
              "",
              "the value of a secret now, from the vault `default` when none is named; its names"
                  + " are written out",
              "secrets.get('gateway', 'shared') != null",
              "true"));

  /** By the titles of the page, in its order. */
  static final Map<String, List<FunctionGuide>> BY_TOPIC = new LinkedHashMap<>();

  static {
    BY_TOPIC.put("Texts", TEXTS);
    BY_TOPIC.put("Lists", LISTS);
    BY_TOPIC.put("Times", TIMES);
    BY_TOPIC.put("Secrets", SECRETS);
  }

  private StandardFunctions() {}

  private static FunctionGuide time(
      String name, String receivers, String does, String example, String gives) {
    return row(name + "([zone])", receivers, does, example + "." + name + "()", gives);
  }

  private static FunctionGuide row(
      String call, String receivers, String does, String example, String gives) {
    return new FunctionGuide(call, receivers, does, example, gives);
  }
}
