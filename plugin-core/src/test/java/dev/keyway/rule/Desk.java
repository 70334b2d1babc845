package dev.keyway.rule;

import dev.keyway.document.DocumentReader;
import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.document.Problem;
import dev.keyway.document.Problems;
import dev.keyway.expression.Compilation;
import dev.keyway.expression.Expression;
import dev.keyway.expression.ExpressionProblem;
import dev.keyway.expression.Template;
import dev.keyway.expression.ValueType;
import dev.keyway.expression.ValueType.Scalar;
import dev.keyway.facts.HeadFacts;
import dev.keyway.facts.RequestFacts;
import dev.keyway.http.Headers;
import dev.keyway.ratelimit.MemoryRateLimits;
import dev.keyway.ratelimit.RateLimits;
import dev.keyway.request.ClientBody;
import dev.keyway.testing.ChatRequest;
import dev.keyway.testing.ManualClock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Rules of requests, read and carried out by themselves: no gateway, no secrets. */
final class Desk implements RuleLanguage, RequestRun.Surroundings {

  final ManualClock clock = new ManualClock();
  final List<Map<String, Object>> logs = new ArrayList<>();
  HeadFacts head = ChatRequest.facts().head().with(Headers.of("host", "gw.example"));
  byte @Nullable [] body;
  private final Problems problems = new Problems();
  private final RateLimits limits = new MemoryRateLimits();
  private @Nullable Ruleset rules;

  /** One rule with these actions, as YAML writes a list. */
  static Desk of(String actions) {
    Desk desk = new Desk();
    String document = "on_http_request:\n  - actions:\n" + actions.indent(6);
    Node node = DocumentReader.read(document.getBytes(StandardCharsets.UTF_8), desk.problems);
    RulesReader reader = new RulesReader(desk, new Nowhere(), config -> 0);
    desk.rules = reader.read(Fields.of(node, desk.problems));
    return desk;
  }

  /** One action of this configuration, in YAML's flow style. */
  static Desk of(String type, String config) {
    return of("- type: " + type + "\n  config: " + config);
  }

  Desk headers(String... namesAndValues) {
    head = head.with(Headers.of(namesAndValues));
    return this;
  }

  Desk at(String path, @Nullable String query) {
    head = head.with(head.method(), path, query);
    return this;
  }

  /** What was wrong: the path below the first action's config, and the message. */
  List<String> told() {
    return problems.inOrder().stream().map(Desk::shown).toList();
  }

  private static String shown(Problem problem) {
    return problem
            .path()
            .replace("on_http_request[0].actions[0].config", "")
            .replaceFirst("^\\.", "")
        + ": "
        + problem.message();
  }

  /** Goes through the rules until somebody else must do something. */
  Turn run() {
    return begun().next();
  }

  /** The same, and gives the run. */
  RequestRun ran() {
    RequestRun run = begun();
    if (run.next() instanceof Turn.Body && body != null) {
      run.read(ClientBody.whole(body));
      run.next();
    }
    return run;
  }

  private RequestRun begun() {
    if (!told().isEmpty()) {
      throw new AssertionError(told());
    }
    return new RequestRun(rules, head, this, new Random(1));
  }

  /** What a custom response that stands last says. */
  static String text(Turn turn) {
    return new String(((Turn.Answer) turn).body(), StandardCharsets.UTF_8);
  }

  @Override
  public Problems problems() {
    return problems;
  }

  @Override
  public @Nullable Expression condition(Phase phase, Node.Scalar text) {
    return compiled(phase.environment().compile(text.text(), Scalar.BOOL), text);
  }

  @Override
  public @Nullable Expression expression(Phase phase, Node.Scalar text, List<ValueType> accepted) {
    return compiled(
        phase.environment().compile(text.text(), accepted.toArray(ValueType[]::new)), text);
  }

  @Override
  public @Nullable Template template(Phase phase, Node.Scalar text) {
    return compiled(phase.environment().compileTemplate(text.text()), text);
  }

  private <T> @Nullable T compiled(Compilation<T> compilation, Node.Scalar text) {
    return switch (compilation) {
      case Compilation.Compiled<T> compiled -> compiled.result();
      case Compilation.Failed<T> failed -> {
        for (ExpressionProblem problem : failed.problems()) {
          problems.error(text.at(problem.line(), problem.column()), problem.message());
        }
        yield null;
      }
    };
  }

  @Override
  public @Nullable RequestFacts read(HeadFacts request, ClientBody content) {
    return null;
  }

  @Override
  public RateLimits.Verdict take(RateLimits.Limit limit, String bucket) {
    return limits.take(limit, bucket, clock.instant());
  }

  @Override
  public void log(Map<String, Object> metadata) {
    logs.add(metadata);
  }

  /** Nothing is carried out elsewhere. */
  private static final class Nowhere implements RulesReader.Elsewhere {

    @Override
    public void action(Node.Scalar type) {
      throw new AssertionError(type.text());
    }

    @Override
    public void phases(Fields root) {}
  }
}
