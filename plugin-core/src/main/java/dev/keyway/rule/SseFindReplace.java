package dev.keyway.rule;

import dev.keyway.document.Fields;
import dev.keyway.expression.Template;
import dev.keyway.regex.Replacement;
import dev.keyway.regex.Replacement.Pass;
import dev.keyway.regex.Replacements.Edit.Match;
import dev.keyway.stream.EventEditor;
import dev.keyway.stream.EventText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code sse-find-replace}: edits the data, or the retry time, of each event of a stream. */
record SseFindReplace(List<Each> replacements) implements Action {

  /** What of an event is edited. */
  private enum Field {
    DATA,
    RETRY
  }

  /**
   * One replacement as its author wrote it.
   *
   * @param field null: data
   */
  record Each(@Nullable Template field, ReplacementTemplate text) {
    boolean uses(String path) {
      return text.uses(path) || (field != null && field.uses(path));
    }
  }

  /** One replacement as it is for one event. */
  private record Ready(Field field, Replacement replacement) {}

  /**
   * An edited event.
   *
   * @param result what {@code actions.ngrok.sse_find_replace} is; empty when nothing matched
   */
  record Edited(EventText event, Map<String, Object> result) {}

  /** What is done to one event. */
  interface Change {
    /** The event as it goes on; null when it can't be edited. */
    @Nullable Edited apply(EventText event);
  }

  SseFindReplace {
    replacements = List.copyOf(replacements);
  }

  static SseFindReplace read(Fields config, RuleReading reading) {
    List<Each> replacements = new ArrayList<>();
    for (Fields each : config.objects("replacements")) {
      replacements.add(new Each(fieldOf(each, reading), ReplacementTemplate.ofText(each, reading)));
      each.end();
    }
    reading.mustNotShow(config, replacements.stream().map(Each::text).toList());
    if (replacements.isEmpty()) {
      reading.error(
          config.place("replacements"),
          "missing; expected at least one, such as {from: secret, to: '***'}");
    }
    return new SseFindReplace(replacements);
  }

  private static @Nullable Template fieldOf(Fields each, RuleReading reading) {
    Template field = reading.template(each, "field");
    if (field != null && field.literal() && named(field.source()) == null) {
      reading.error(each.place("field"), "expected data (the default) or retry");
    }
    return field;
  }

  @Override
  public ActionType type() {
    return ActionType.SSE_FIND_REPLACE;
  }

  @Override
  public boolean uses(String path) {
    return replacements.stream().anyMatch(each -> each.uses(path));
  }

  @Override
  public Effect run(Scene scene) throws FailedTextException {
    List<Ready> inOrder = new ArrayList<>(replacements.size());
    for (Each each : replacements) {
      inOrder.add(new Ready(field(each, scene), each.text().in(scene)));
    }
    return new Effect.EventEdit(event -> edited(event, inOrder));
  }

  private static Field field(Each each, Scene scene) throws FailedTextException {
    Field field = each.field() == null ? Field.DATA : named(scene.text(each.field()));
    if (field == null) {
      throw new FailedTextException("unknown_field");
    }
    return field;
  }

  private static @Nullable Field named(String name) {
    return switch (name) {
      case "data" -> Field.DATA;
      case "retry" -> Field.RETRY;
      default -> null;
    };
  }

  private static @Nullable Edited edited(EventText event, List<Ready> inOrder) {
    EventText edited = event;
    List<Match> matches = new ArrayList<>(0);
    for (int i = 0; i < inOrder.size(); i++) {
      Ready each = inOrder.get(i);
      String text = each.field() == Field.DATA ? edited.data() : edited.retry();
      if (text == null) {
        continue;
      }
      switch (each.replacement().replaceIn(text, EventEditor.MOST_EVENT_BYTES, 1)) {
        case Pass.Failed failed -> {
          return null;
        }
        case Pass.Done(String now, List<String> found) when found.isEmpty() -> {}
        case Pass.Done(String now, List<String> found) -> {
          edited = each.field() == Field.DATA ? edited.withData(now) : edited.withRetry(now);
          matches.add(new Match(i, found.getFirst()));
        }
      }
    }
    return new Edited(edited, matches.isEmpty() ? Map.of() : FindReplace.result(matches));
  }
}
