package dev.keyway.rule;

import dev.keyway.document.Fields;

/** {@code deny}: answers with a status and no body. */
record Deny(int status) implements Action {

  private static final int FORBIDDEN = 403;

  static Deny read(Fields config, RuleReading reading) {
    return new Deny(reading.status(config, FORBIDDEN));
  }

  @Override
  public ActionType type() {
    return ActionType.DENY;
  }

  @Override
  public boolean uses(String path) {
    return false;
  }

  @Override
  public Effect run(Scene scene) {
    return new Effect.Denied(status);
  }
}
