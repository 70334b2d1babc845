package dev.keyway.rule;

import dev.keyway.document.Fields;
import dev.keyway.regex.Replacements;
import org.jspecify.annotations.Nullable;

/**
 * {@code response-body-find-replace}: edits the body of the answer as one text. The body comes
 * after the rules have run, so that no rule sees what matched.
 */
record ResponseBodyFindReplace(FindReplace edits) implements Action {

  /** As long as an answer that is held may be, in characters. */
  private static final int MOST_CHARS = 8 << 20;

  static ResponseBodyFindReplace read(Fields config, RuleReading reading) {
    return new ResponseBodyFindReplace(FindReplace.read(config, reading));
  }

  @Override
  public ActionType type() {
    return ActionType.RESPONSE_BODY_FIND_REPLACE;
  }

  @Override
  public boolean uses(String path) {
    return edits.uses(path);
  }

  @Override
  public Effect run(Scene scene) throws FailedTextException {
    Replacements replacements = edits.in(scene);
    return new Effect.BodyEdit(text -> edited(replacements, text));
  }

  private static @Nullable String edited(Replacements replacements, String text) {
    return switch (replacements.apply(text, MOST_CHARS)) {
      case Replacements.Edit.Done done -> done.text();
      case Replacements.Edit.Failed failed -> null;
    };
  }
}
