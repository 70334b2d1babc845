package dev.keyway.rule;

import dev.keyway.facts.HeadFacts;
import dev.keyway.facts.Named;
import dev.keyway.facts.RequestFacts;
import dev.keyway.facts.RuleEnvironment;
import dev.keyway.ratelimit.RateLimits;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.ClientBody;
import dev.keyway.token.InputTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One request's way through the rules of {@code on_http_request}: each {@link #next} carries out
 * rules up to what somebody else must do. Not for several threads.
 */
public final class RequestRun {

  private final Ruleset ruleset;
  private final List<Rule> rules;
  private final Surroundings around;
  private final RandomGenerator random;
  private final List<RuleTrace> traces = new ArrayList<>(0);
  private List<String> done = new ArrayList<>(1);
  private Values values;
  private @Nullable ClientBody body;
  private int rule;
  private int action;
  private boolean applies;
  private boolean changedHead;
  private @Nullable ResponseRun responses;

  /** What rules need of those around them. */
  public interface Surroundings {

    /** What a body says, or null when it can't be read, or the request's path leads to no model. */
    @Nullable RequestFacts read(HeadFacts head, ClientBody body);

    /** Counts the request, if a limit of this policy allows it. */
    RateLimits.Verdict take(RateLimits.Limit limit, String bucket);

    /** Writes down what a rule says; it may hold secrets. */
    void log(Map<String, Object> metadata);
  }

  /**
   * @param head the request as it arrived
   * @param random where expressions draw from
   */
  public RequestRun(Ruleset rules, HeadFacts head, Surroundings around, RandomGenerator random) {
    this.ruleset = rules;
    this.rules = rules.onRequest();
    this.around = around;
    this.random = random;
    this.values = new Values(head, null, null, Map.copyOf(head.vars()), Map.of(), rules.secrets());
  }

  /** The request as the rules so far left it. */
  public HeadFacts head() {
    return values.head();
  }

  /** What rules so far have named, for the expressions of the action that they came to. */
  public Named named() {
    return values.named();
  }

  /** Whether a rule has changed it. */
  public boolean changedHead() {
    return changedHead;
  }

  /** Its body as the rules so far left it, or null when it was not read. */
  public @Nullable ClientBody body() {
    return body;
  }

  /** What rules did so far. */
  public List<RuleTrace> traces() {
    if (done.isEmpty() && responses == null) {
      return traces;
    }
    List<RuleTrace> all = new ArrayList<>(traces);
    if (!done.isEmpty()) {
      all.add(trace(rules.get(rule), null));
    }
    if (responses != null) {
      all.addAll(responses.traces());
    }
    return all;
  }

  /** What rules do to the answer, which is known now: they see what rules so far have named. */
  public ResponseRules responses() {
    if (!ruleset.changesAnswers()) {
      return ResponseRules.NONE;
    }
    lookIntoBody(ruleset.answersUse(RuleEnvironment.BODY));
    ResponseRun run = new ResponseRun(ruleset, this::scene, around, values);
    responses = run;
    return run;
  }

  /** Its body has been read. What rules for answers ask of it is found now, off the event loop. */
  public void read(ClientBody read) {
    body = read;
    lookIntoBody(ruleset.answersUse(RuleEnvironment.BODY));
    RequestFacts facts = values.request();
    if (facts != null && ruleset.answersUse(InputTokens.PATH)) {
      facts.inputTokens().count();
    }
  }

  /** What the {@code ai-gateway} action whose turn it was came to, for the rules that follow. */
  public void gatewayDone(Map<String, Object> result) {
    values = values.withResult(ActionType.AI_GATEWAY.resultName(), result);
  }

  /** Goes on to what somebody else must do. */
  public Turn next() {
    while (rule < rules.size()) {
      Turn turn = step(rules.get(rule));
      if (turn != null) {
        return turn;
      }
    }
    return new Turn.Past();
  }

  private @Nullable Turn step(Rule present) {
    try {
      if (!applies) {
        return applies(present);
      }
      if (action < present.actions().size()) {
        return carryOut(present, present.actions().get(action));
      }
      leave(present, null);
      return null;
    } catch (FailedTextException failure) {
      return failed(present, failure);
    }
  }

  private @Nullable Turn applies(Rule present) throws FailedTextException {
    boolean asksBody =
        !present.conditions().isEmpty()
            && present.conditions().stream().anyMatch(each -> each.uses(RuleEnvironment.BODY));
    if (asksBody && body == null) {
      return new Turn.Body();
    }
    lookIntoBody(asksBody);
    applies = present.holds(scene());
    if (!applies) {
      rule++;
    }
    return null;
  }

  private @Nullable Turn carryOut(Rule present, Action next) throws FailedTextException {
    boolean asksBody = next.uses(RuleEnvironment.BODY);
    if ((asksBody || next.needsBody()) && body == null) {
      return new Turn.Body();
    }
    if (next.needsBody() && body != null && !body.whole()) {
      return follow(new Effect.Refused(tooLargeToEdit(body)), present, next);
    }
    lookIntoBody(asksBody);
    Effect effect = next.run(scene());
    action++;
    done.add(next.type().wireName());
    return follow(effect, present, next);
  }

  private @Nullable Turn follow(Effect effect, Rule present, Action done) {
    return switch (effect) {
      case Effect.Onward onward -> null;
      case Effect.Told told -> {
        values = values.withResult(done.type().resultName(), told.result());
        yield follow(told.effect(), present, done);
      }
      case Effect.Vars vars -> {
        values = values.withVars(vars.vars());
        yield null;
      }
      case Effect.Logged logged -> {
        around.log(logged.metadata());
        yield null;
      }
      case Effect.Head head -> {
        // What a body says depends on where it goes.
        values = values.withHead(head.head()).withRequest(null);
        changedHead = true;
        yield null;
      }
      case Effect.Body edited -> {
        body = ClientBody.whole(edited.body());
        values = values.withRequest(null);
        yield null;
      }
      case Effect.Reply reply -> {
        values = values.withResponse(reply.head());
        yield null;
      }
      case Effect.BodyEdit edit -> throw misplaced();
      case Effect.EventEdit edit -> throw misplaced();
      case Effect.Gateway gateway -> new Turn.Gateway(gateway.index());
      case Effect.Answer answer -> {
        leave(present, null);
        yield new Turn.Answer(answer.status(), answer.headers(), answer.body());
      }
      case Effect.Denied denied -> {
        leave(present, null);
        yield new Turn.Denied(denied.status());
      }
      case Effect.Refused refused -> {
        leave(present, null);
        yield new Turn.Refused(refused.refusal(), false);
      }
    };
  }

  private static Refusal tooLargeToEdit(ClientBody body) {
    return Refusal.of(
        ErrorCode.REQUEST_TOO_LARGE,
        "a rule of this gateway edits the bodies of requests, and this one is larger than the %d bytes that are kept of a body (limits.request_body)"
            .formatted(body.bytes().length));
  }

  private static IllegalStateException misplaced() {
    return new IllegalStateException("this action can't stand in " + Phase.REQUEST.field());
  }

  private Scene scene() {
    return scene(values);
  }

  private Scene scene(Values seen) {
    return new Scene(seen, random, body == null ? null : body.bytes(), around::take);
  }

  private void lookIntoBody(boolean asked) {
    if (asked && values.request() == null && body != null) {
      values = values.withRequest(around.read(values.head(), body));
    }
  }

  /** It can't be told whether it applies, or what it says: a guard then stays closed. */
  private @Nullable Turn failed(Rule present, FailedTextException failure) {
    boolean closed = present.guards() || (applies && present.mustSucceed());
    if (applies && action < present.actions().size()) {
      ActionType type = present.actions().get(action).type();
      values = values.withResult(type.resultName(), failure.result());
    }
    leave(present, String.valueOf(failure.getMessage()));
    return closed
        ? new Turn.Refused(
            Refusal.of(
                ErrorCode.RULE_FAILED,
                "a rule of this gateway could not be evaluated, so the request is refused; its operator finds the reason in the decision record"),
            true)
        : null;
  }

  private void leave(Rule present, @Nullable String error) {
    traces.add(trace(present, error));
    done = new ArrayList<>(1);
    rule++;
    action = 0;
    applies = false;
  }

  private RuleTrace trace(Rule present, @Nullable String error) {
    return new RuleTrace(present.path(), present.name(), done, error);
  }
}
