package dev.keyway.rule;

import dev.keyway.document.Fields;
import dev.keyway.regex.LosslessUtf8;
import dev.keyway.regex.Replacement.Pass.Failed.Reason;
import dev.keyway.regex.Replacements.Edit;

/** {@code request-body-find-replace}: edits the body before it is read as a request to a model. */
record RequestBodyFindReplace(FindReplace edits) implements Action {

  /** What a body may grow to: the default limit of what clients send. */
  private static final int MOST_CHARS = 32 * 1024 * 1024;

  static RequestBodyFindReplace read(Fields config, RuleReading reading) {
    return new RequestBodyFindReplace(FindReplace.read(config, reading));
  }

  @Override
  public ActionType type() {
    return ActionType.REQUEST_BODY_FIND_REPLACE;
  }

  @Override
  public boolean needsBody() {
    return true;
  }

  @Override
  public boolean uses(String path) {
    return edits.uses(path);
  }

  @Override
  public Effect run(Scene scene) throws FailedTextException {
    String text = LosslessUtf8.decode(scene.body());
    return switch (edits.in(scene).apply(text, Math.max(MOST_CHARS, text.length()))) {
      case Edit.Failed(int index, Reason reason) ->
          throw new FailedTextException(
              switch (reason) {
                case TOO_LONG -> "too_long in replacement " + index;
                case TOO_COSTLY -> "too_costly in replacement " + index;
              });
      case Edit.Done done ->
          new Effect.Told(
              FindReplace.result(done.matches()),
              done.matches().isEmpty()
                  ? new Effect.Onward()
                  : new Effect.Body(LosslessUtf8.encode(done.text())));
    };
  }
}
