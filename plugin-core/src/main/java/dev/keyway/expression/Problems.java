package dev.keyway.expression;

import dev.cel.common.CelIssue;
import dev.cel.common.Operator;
import dev.keyway.expression.Source.Place;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The library's issues in our words. Its messages are read by pattern, as nothing else tells the
 * kinds apart; one that no pattern knows becomes a plain sentence, so that its text, which may
 * quote a literal, is never passed on.
 */
final class Problems {

  /** What a macro of ours reports. */
  static final String NOT_A_NAME = "The argument must be a simple name";

  /** What a {@link Shorthand} reports after its name. */
  static final String TAKES_A_NAME = " takes the name as a text";

  private static final String UNKNOWN_NAME = "undeclared reference to ";
  private static final String UNKNOWN_FIELD = "undefined field ";

  private interface Wording {
    ExpressionProblem of(Source source, Place place, MatchResult issue, Names names);
  }

  private record Rule(Pattern pattern, Wording wording) {}

  private static final List<Rule> RULES =
      List.of(
          rule(UNKNOWN_FIELD + "'(.+)'", Problems::unknownField),
          rule(UNKNOWN_NAME + "'(.+)' \\(in container .*", Problems::unknownName),
          rule(
              "found no matching overload for '(.+?)' applied to '(.+?)'(?: \\(candidates: (.*)\\))?",
              Problems::mismatch),
          rule("expected type '(.+)' but found '(.+)'", Problems::wrongType),
          rule(
              "type '(.+)' does not support field selection",
              (source, place, issue, names) ->
                  problem(place, type(issue.group(1)) + " has no fields")),
          rule(
              "expression of type '(.+)' cannot be range of a comprehension.*",
              (source, place, issue, names) ->
                  problem(place, "a list or map is expected here, not " + type(issue.group(1)))),
          rule(
              "reserved identifier: (.+)",
              (source, place, issue, names) ->
                  problem(place, "'" + issue.group(1) + "' is a reserved word")),
          rule(
              NOT_A_NAME,
              (source, place, issue, names) ->
                  problem(place, "the first argument must be a plain name, such as k")),
          rule(
              "(.+)" + TAKES_A_NAME,
              (source, place, issue, names) ->
                  problem(place, "'" + issue.group(1) + "'" + TAKES_A_NAME)),
          rule(
              "invalid argument to has\\(\\) macro",
              (source, place, issue, names) ->
                  problem(place, "has() takes a field, such as has(k.quota)")),
          rule(
              "expression code point size exceeds limit.*",
              (source, place, issue, names) ->
                  problem(
                      place,
                      "an expression may have " + Limits.CODE_POINTS + " characters at most")),
          rule(
              "Expression recursion limit exceeded.*",
              (source, place, issue, names) ->
                  problem(place, "this is nested too deeply; " + Limits.DEPTH + " levels at most")),
          rule(
              "expression node limit .*",
              (source, place, issue, names) ->
                  problem(
                      place,
                      "this is too large; " + Limits.NODES + " operations and operands at most")),
          rule(
              "(?:mismatched|extraneous|missing|token recognition|no viable).*",
              (source, place, issue, names) -> unexpected(source, place)));

  private Problems() {}

  private static Rule rule(String pattern, Wording wording) {
    return new Rule(Pattern.compile(pattern, Pattern.DOTALL), wording);
  }

  static boolean isUnknownName(CelIssue issue) {
    return issue.getMessage().startsWith(UNKNOWN_NAME);
  }

  /** Whether an issue says that this field, variable or function is unknown. */
  static boolean isUnknown(CelIssue issue, String name) {
    String message = issue.getMessage();
    return message.equals(UNKNOWN_FIELD + "'" + name + "'")
        || message.startsWith(UNKNOWN_NAME + "'" + name + "'");
  }

  static ExpressionProblem problem(Place place, String message) {
    return new ExpressionProblem(place.line(), place.column(), message, null);
  }

  /** One issue in our words. */
  static ExpressionProblem of(CelIssue issue, Source source, Names names) {
    Place place = source.place(issue.getSourceLocation());
    for (Rule rule : RULES) {
      Matcher matcher = rule.pattern().matcher(issue.getMessage());
      if (matcher.matches()) {
        return rule.wording().of(source, place, matcher.toMatchResult(), names);
      }
    }
    return problem(place, "this is not a valid expression");
  }

  private static ExpressionProblem unknownField(
      Source source, Place dot, MatchResult issue, Names names) {
    String field = issue.group(1);
    Place place = source.nameAfter(dot, field);
    return new ExpressionProblem(
        place.line(),
        place.column(),
        "unknown field '" + field + "'",
        names.nearestField(source, place, field));
  }

  private static ExpressionProblem unknownName(
      Source source, Place place, MatchResult issue, Names names) {
    String name = issue.group(1);
    if (source.text().startsWith(name, place.offset())) {
      return new ExpressionProblem(
          place.line(),
          place.column(),
          "unknown variable '" + name + "'",
          names.nearestVariable(source, place, name));
    }
    Place start = source.nameBefore(place, name);
    String elsewhere = Elsewhere.instead(source, start, name);
    return elsewhere != null
        ? problem(start, elsewhere)
        : new ExpressionProblem(
            start.line(),
            start.column(),
            "unknown function '" + name + "'",
            names.nearestFunction(source, start, name));
  }

  private static ExpressionProblem mismatch(
      Source source, Place place, MatchResult issue, Names names) {
    String name = issue.group(1);
    String found = type(issue.group(2));
    String expected = issue.group(3);
    if (Shorthands.isExpansion(name)) {
      return problem(place, "'" + name.substring(1) + "'" + TAKES_A_NAME);
    }
    return Operator.findReverse(name)
        .map(operator -> problem(place, "'" + symbol(name) + "' can't be applied to " + found))
        .orElseGet(() -> {
          Place start = source.nameBefore(place, name);
          return problem(start, Receivers.mismatch(name, found, expected));
        });
  }

  private static ExpressionProblem wrongType(
      Source source, Place place, MatchResult issue, Names names) {
    return problem(place, type(issue.group(1)) + " is expected here, not " + type(issue.group(2)));
  }

  private static ExpressionProblem unexpected(Source source, Place place) {
    String rest = source.text().substring(place.offset()).strip();
    return problem(
        place,
        rest.isEmpty()
            ? "the expression ends where a value is expected"
            : "unexpected '" + rest.substring(0, rest.offsetByCodePoints(0, 1)) + "'");
  }

  /** A type as the library writes it, as people write it. */
  static String type(String type) {
    return type.replace("google.protobuf.Timestamp", "timestamp")
        .replace("google.protobuf.Duration", "duration")
        .replaceAll("%[A-Z][0-9]+", "any")
        .replaceAll(",(?! )", " or ");
  }

  /** {@code _>_} as {@code >}. */
  private static String symbol(String operator) {
    return operator.equals(Operator.CONDITIONAL.getFunction())
        ? "? :"
        : operator.replaceAll("[_@]", "");
  }
}
