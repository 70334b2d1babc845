package dev.keyway.rule;

import dev.keyway.stream.EventEdit;
import dev.keyway.stream.EventText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The events of one stream on their way through the rules of {@code on_event_stream_message}, each
 * on its own. What is remembered for the record is bounded by the rules, however many events there
 * are; it may be asked for while an event is edited on another thread.
 */
final class EventRun implements EventEdit {

  private final List<Step> steps;
  private final Values values;
  private final Function<Values, Scene> scenes;

  EventRun(List<Rule> rules, Function<Values, Scene> scenes, Values values) {
    this.steps = rules.stream().map(Step::new).toList();
    this.values = values;
    this.scenes = scenes;
  }

  /** One rule, and what it did over all events. */
  private static final class Step {

    private final Rule rule;
    private final Set<String> done = new LinkedHashSet<>(1);
    private @Nullable String error;

    Step(Rule rule) {
      this.rule = rule;
    }

    synchronized void did(Action action) {
      done.add(action.type().wireName());
    }

    synchronized void failed(FailedTextException failure) {
      error = error == null ? String.valueOf(failure.getMessage()) : error;
    }

    synchronized List<RuleTrace> trace() {
      return done.isEmpty() && error == null
          ? List.of()
          : List.of(new RuleTrace(rule.path(), rule.name(), List.copyOf(done), error));
    }
  }

  /** What the rules did so far; of a rule that failed several times, why it did first. */
  List<RuleTrace> traces() {
    return steps.stream().flatMap(step -> step.trace().stream()).toList();
  }

  @Override
  public @Nullable EventText edit(EventText event) {
    Pass pass = new Pass(event, values);
    for (Step step : steps) {
      if (!pass.through(step)) {
        return null;
      }
    }
    return pass.event;
  }

  /** One event's. */
  private final class Pass {

    private EventText event;
    private Values seen;

    Pass(EventText event, Values seen) {
      this.event = event;
      this.seen = seen;
    }

    /** Whether the event can go on. */
    boolean through(Step step) {
      boolean applies = false;
      try {
        applies = step.rule.holds(scenes.apply(seen));
        if (applies) {
          for (Action action : step.rule.actions()) {
            if (!take(action.run(scenes.apply(seen)), action.type())) {
              return false;
            }
            step.did(action);
          }
        }
        return true;
      } catch (FailedTextException failure) {
        step.failed(failure);
        return !applies;
      }
    }

    private boolean take(Effect effect, ActionType type) {
      if (!(effect instanceof Effect.EventEdit edit)) {
        throw new IllegalStateException("this action can't stand in " + Phase.EVENT.field());
      }
      SseFindReplace.Edited edited = edit.edit().apply(event);
      if (edited == null) {
        return false;
      }
      event = edited.event();
      if (!edited.result().isEmpty()) {
        seen = seen.withResult(type.resultName(), edited.result());
      }
      return true;
    }
  }
}
