package dev.keyway.facts;

import dev.keyway.access.Caller;
import dev.keyway.expression.Compilation;
import dev.keyway.expression.Environment;
import dev.keyway.expression.Evaluation;
import dev.keyway.expression.Expression;
import dev.keyway.expression.ExpressionProblem;
import dev.keyway.expression.SecretLookup;
import dev.keyway.http.Headers;
import dev.keyway.testing.ChatRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A request that has everything, and its answer; what expressions of rules give for them. */
final class ExampleRequest {

  static final HeadFacts HEAD =
      new HeadFacts(
          "0192f3a1",
          "chat",
          "POST",
          "/v1/chat/completions",
          "trace=1&tag=a%20b&tag=c",
          Headers.of(
              "Host", "chat.example.com:8443",
              "Content-Type", "Application/JSON; charset=utf-8; note=\"a;b\"",
              "Content-Length", "215",
              "Content-Encoding", "gzip, br",
              "Cookie", "session=abc; theme=\"dark\"; session=def",
              "User-Agent", "OpenAI/Python 2.1.0",
              "Location", "/index.html",
              "X-Team", "blue",
              "X-Team", "red"),
          new Caller(
              Caller.Voucher.ACCESS_KEY,
              "team-blue",
              "ada",
              List.of("dev"),
              "key-7",
              Map.of("plan", "gold"),
              "203.0.113.9",
              null,
              null),
          Instant.parse("2026-01-02T03:04:05Z"),
          new Connection("https", "HTTP/2.0", 51514, "192.0.2.10", 8443));

  static final ResponseFacts ANSWER =
      new ResponseFacts(
          201,
          Headers.of(
              "Content-Type", "text/html; charset=utf-8",
              "Content-Length", "12",
              "Location", "/v1/jobs/7",
              "Set-Cookie", "session=abc; Path=/",
              "Set-Cookie",
                  "session=def; Domain=example.com; Path=/v1; Expires=Fri, 02-Jan-2026 04:00:00 GMT;"
                      + " Max-Age=3600; Secure; HttpOnly; SameSite=Lax; Priority=High"));

  private ExampleRequest() {}

  static Map<String, Object> variables(HeadFacts head) {
    SecretLookup secrets = (vault, name) -> name.equals("unset") ? null : "s3cret";
    return RuleEnvironment.variables(
        head,
        ChatRequest.facts(),
        ANSWER,
        new Named(
            Map.of("team", "blue"),
            Map.of("ngrok", Map.of("ai_gateway", Map.of("status", "error"))),
            secrets));
  }

  /** What an expression gives, its problems, or the code of its failure. */
  static String value(String source) {
    return value(source, HEAD);
  }

  static String value(String source, HeadFacts head) {
    return value(RuleEnvironment.onResponse(), source, head);
  }

  static String value(Environment environment, String source, HeadFacts head) {
    return switch (environment.compile(source)) {
      case Compilation.Failed<Expression> failed ->
          String.join("\n", failed.problems().stream().map(ExampleRequest::shown).toList());
      case Compilation.Compiled<Expression> compiled ->
          switch (compiled.result().evaluate(variables(head), new Random(1))) {
            case Evaluation.Value given -> shown(given.value());
            case Evaluation.Failure failure -> failure.words();
          };
    };
  }

  private static String shown(ExpressionProblem problem) {
    return "%d:%d %s%s"
        .formatted(
            problem.line(),
            problem.column(),
            problem.message(),
            problem.nearest() == null ? "" : " (" + problem.nearest() + "?)");
  }

  private static String shown(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> "'" + text + "'";
      case Duration span -> span.toSeconds() + "s";
      case List<?> list -> list.stream().map(ExampleRequest::shown).toList().toString();
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(each -> shown(each.getKey()) + ": " + shown(each.getValue()))
              .toList()
              .toString()
              .replaceAll("^\\[|]$", "");
      default -> value.toString();
    };
  }
}
