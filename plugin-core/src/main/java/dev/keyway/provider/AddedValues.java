package dev.keyway.provider;

import dev.keyway.expression.Evaluation;
import dev.keyway.expression.Template;
import dev.keyway.facts.RequestFacts;
import dev.keyway.facts.TemplateEnvironment;
import dev.keyway.policy.AiGateway.Additions;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a policy adds to one request, evaluated. */
sealed interface AddedValues {

  /**
   * The values by name. A value that is absent (null) adds nothing.
   *
   * @param body values as JSON knows them
   */
  record Values(Map<String, String> headers, Map<String, String> query, Map<String, Object> body)
      implements AddedValues {}

  /** They can't be added. */
  record Wrong(Refusal refusal) implements AddedValues {}

  Values NOTHING = new Values(Map.of(), Map.of(), Map.of());

  static AddedValues of(Additions additions, RequestFacts request, RandomGenerator random) {
    if (additions.isEmpty()) {
      return NOTHING;
    }
    return new Run(TemplateEnvironment.variables(request), random).of(additions);
  }

  /** One evaluation; stops at the first value that is wrong. */
  final class Run {

    private final Map<String, Object> variables;
    private final RandomGenerator random;
    private @Nullable Refusal wrong;

    private Run(Map<String, Object> variables, RandomGenerator random) {
      this.variables = variables;
      this.random = random;
    }

    private AddedValues of(Additions additions) {
      Values values =
          new Values(
              lines("header", additions.headers()),
              lines("query parameter", additions.queryParams()),
              body(additions.body()));
      return wrong == null ? values : new Wrong(wrong);
    }

    private Map<String, String> lines(String what, Map<String, Template> templates) {
      Map<String, String> lines = new LinkedHashMap<>();
      templates.forEach((name, template) -> {
        Object value = value(what, name, template);
        if (value != null) {
          lines.put(name, line(what, name, value));
        }
      });
      return lines;
    }

    private String line(String what, String name, Object value) {
      if (value instanceof List<?> || value instanceof Map<?, ?>) {
        refuse(what, name, "is a list or a map, which can't be sent there");
      }
      String line = value.toString();
      if (line.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
        refuse(what, name, "holds a line break or another control character");
      }
      return line;
    }

    private Map<String, Object> body(Map<String, Object> fields) {
      Map<String, Object> values = new LinkedHashMap<>();
      fields.forEach((name, field) -> {
        Object value =
            field instanceof Template template ? value("body field", name, template) : field;
        if (value != null) {
          values.put(name, value);
        }
      });
      return values;
    }

    private @Nullable Object value(String what, String name, Template template) {
      return switch (template.evaluate(variables, random)) {
        case Evaluation.Value value -> value.value();
        case Evaluation.Failure failure -> {
          refuse(
              what,
              name,
              "could not be evaluated: %s at line %d, column %d"
                  .formatted(failure.code(), failure.line(), failure.column()));
          yield null;
        }
      };
    }

    private void refuse(String what, String name, String why) {
      if (wrong == null) {
        wrong =
            Refusal.of(
                ErrorCode.INVALID_REQUEST,
                "The value of the %s `%s`, which the policy adds to this request, %s."
                    .formatted(what, name, why));
      }
    }
  }
}
