package dev.keyway.rule;

/**
 * An {@code ai-gateway} action.
 *
 * @param index which of the policy's
 */
record CallGateway(int index) implements Action {

  @Override
  public ActionType type() {
    return ActionType.AI_GATEWAY;
  }

  @Override
  public boolean uses(String path) {
    return false;
  }

  @Override
  public Effect run(Scene scene) {
    return new Effect.Gateway(index);
  }
}
