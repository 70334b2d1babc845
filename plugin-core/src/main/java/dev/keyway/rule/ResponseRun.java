package dev.keyway.rule;

import dev.keyway.facts.ResponseFacts;
import dev.keyway.http.Answer;
import dev.keyway.http.Headers;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One answer's way through the rules of {@code on_http_response}. The body is not there yet: edits
 * of it are gathered, and done when it is.
 */
final class ResponseRun implements ResponseRules {

  private final Ruleset rules;
  private final Function<Values, Scene> scenes;
  private final RequestRun.Surroundings around;
  private final List<RuleTrace> traces = new ArrayList<>(0);
  private final List<TextEdit> edits = new ArrayList<>(0);
  private Values values;
  private @Nullable EventRun events;

  /**
   * @param scenes shows actions these values
   * @param values what rules see before there is an answer
   */
  ResponseRun(
      Ruleset rules,
      Function<Values, Scene> scenes,
      RequestRun.Surroundings around,
      Values values) {
    this.rules = rules;
    this.scenes = scenes;
    this.around = around;
    this.values = values;
  }

  @Override
  public ResponsePlan plan(int status, Headers headers) {
    values = values.withResponse(new ResponseFacts(status, headers));
    for (Rule rule : rules.onResponse()) {
      ResponsePlan end = apply(rule);
      if (end != null) {
        return end;
      }
    }
    ResponseFacts now = values.response();
    return now == null
        ? new ResponsePlan.GoesOn(status, headers, edit())
        : new ResponsePlan.GoesOn(now.status(), now.headers(), edit());
  }

  /** What the rules did so far. */
  List<RuleTrace> traces() {
    List<RuleTrace> all = new ArrayList<>(traces);
    if (events != null) {
      all.addAll(events.traces());
    }
    return all;
  }

  private AnswerEdit edit() {
    if (!rules.onEvent().isEmpty()) {
      events = new EventRun(rules.onEvent(), scenes, values);
    }
    if (!edits.isEmpty()) {
      return new AnswerEdit.WholeBody(this::edited, events);
    }
    return events == null ? AnswerEdit.NONE : new AnswerEdit.EachEvent(events);
  }

  private @Nullable String edited(String body) {
    String edited = body;
    for (TextEdit edit : edits) {
      edited = edited == null ? null : edit.edit(edited);
    }
    return edited;
  }

  private @Nullable ResponsePlan apply(Rule rule) {
    List<String> done = new ArrayList<>(1);
    boolean applies = false;
    ActionType running = null;
    try {
      applies = rule.holds(scenes.apply(values));
      if (!applies) {
        return null;
      }
      for (Action action : rule.actions()) {
        running = action.type();
        Effect effect = action.run(scenes.apply(values));
        done.add(action.type().wireName());
        Answer answer = take(effect, action.type());
        if (answer != null) {
          traces.add(new RuleTrace(rule.path(), rule.name(), done, null));
          return new ResponsePlan.Replaced(answer);
        }
      }
      traces.add(new RuleTrace(rule.path(), rule.name(), done, null));
      return null;
    } catch (FailedTextException failure) {
      String why = String.valueOf(failure.getMessage());
      traces.add(new RuleTrace(rule.path(), rule.name(), done, why));
      if (running != null) {
        values = values.withResult(running.resultName(), failure.result());
      }
      boolean closed = rule.guards() || (applies && rule.mustSucceed());
      return closed ? new ResponsePlan.Refused(failed()) : null;
    }
  }

  /** Takes an effect; gives the answer that it puts in the place of this one, if it does. */
  private @Nullable Answer take(Effect effect, ActionType type) {
    switch (effect) {
      case Effect.Told told -> {
        values = values.withResult(type.resultName(), told.result());
        return take(told.effect(), type);
      }
      case Effect.Vars vars -> values = values.withVars(vars.vars());
      case Effect.Reply reply -> values = values.withResponse(reply.head());
      case Effect.Logged logged -> around.log(logged.metadata());
      case Effect.BodyEdit edit -> edits.add(edit.edit());
      case Effect.Answer answer -> {
        return new Answer(answer.status(), answer.headers(), answer.body());
      }
      case Effect.Onward onward -> {}
      case Effect.Head head -> throw misplaced();
      case Effect.Gateway gateway -> throw misplaced();
      case Effect.Denied denied -> throw misplaced();
      case Effect.Refused refused -> throw misplaced();
      case Effect.Body edited -> throw misplaced();
      case Effect.EventEdit edit -> throw misplaced();
    }
    return null;
  }

  private static IllegalStateException misplaced() {
    return new IllegalStateException("this action can't stand in " + Phase.RESPONSE.field());
  }

  private static Refusal failed() {
    return Refusal.of(
        ErrorCode.RULE_FAILED,
        "a rule of this gateway for answers could not be evaluated, so the answer is withheld; its operator finds the reason in the decision record");
  }
}
