package dev.keyway.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.expression.Compilation;
import dev.keyway.expression.Environment;
import dev.keyway.expression.Evaluation;
import dev.keyway.expression.Expression;
import dev.keyway.expression.SecretLookup;
import dev.keyway.http.Headers;
import dev.keyway.testing.ChatRequest;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RuleEnvironmentTest {

  private static final RequestFacts REQUEST = ChatRequest.facts();

  @Test
  void bodyIsAbsent_beforeItIsRead() {
    assertThat(value("ai.request == null", null)).isEqualTo(true);
    assertThat(value("ai.request.model == 'gpt-4o'", null)).isEqualTo(false);
    assertThat(value("ai.request.model == 'gpt-4o'", REQUEST)).isEqualTo(true);
  }

  @Test
  void whatNeedsTheBody_isKnownBeforehand() {
    assertThat(
            compiled(RuleEnvironment.onRequest(), "ai.request.stream").uses(RuleEnvironment.BODY))
        .isTrue();
    assertThat(
            compiled(RuleEnvironment.onRequest(), "req.method == 'ai'").uses(RuleEnvironment.BODY))
        .isFalse();
  }

  @Test
  void variablesAndResultsAreReadByName() {
    assertThat(value("vars.team == 'blue' && vars['n'] == 3", null)).isEqualTo(true);
    assertThat(value("vars.other == null", null)).isEqualTo(true);
    assertThat(value("actions.ngrok.ai_gateway.status == 'error'", null)).isEqualTo(true);
    assertThat(value("actions.ngrok.log.status == null", null)).isEqualTo(true);
  }

  @Test
  void responseIsKnown_whereThereIsOne() {
    assertThat(compile(RuleEnvironment.onRequest(), "res.status_code == 200"))
        .isInstanceOf(Compilation.Failed.class);
    Expression expression =
        compiled(
            RuleEnvironment.onResponse(),
            "res.status_code >= 500 && res.headers['retry-after'][0] == '9'");
    ResponseFacts response = new ResponseFacts(503, Headers.of("Retry-After", "9"));
    assertThat(value(expression, null, response)).isEqualTo(true);
  }

  @Test
  void secretsAreThePolicysOwn() {
    assertThat(value("secrets.get('v', 'n')", null)).isEqualTo("v/n");
  }

  private static @Nullable Object value(String source, @Nullable RequestFacts body) {
    return value(compiled(RuleEnvironment.onRequest(), source), body, null);
  }

  private static @Nullable Object value(
      Expression expression, @Nullable RequestFacts body, @Nullable ResponseFacts response) {
    SecretLookup secrets = (vault, name) -> vault + "/" + name;
    Map<String, Object> variables =
        RuleEnvironment.variables(
            REQUEST.head(),
            body,
            response,
            new Named(
                Map.of("team", "blue", "n", 3),
                Map.of("ngrok", Map.of("ai_gateway", Map.of("status", "error"))),
                secrets));
    return ((Evaluation.Value) expression.evaluate(variables, new Random(1))).value();
  }

  private static Compilation<Expression> compile(Environment environment, String source) {
    return environment.compile(source);
  }

  private static Expression compiled(Environment environment, String source) {
    return ((Compilation.Compiled<Expression>) compile(environment, source)).result();
  }
}
