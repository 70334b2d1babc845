package dev.keyway.secret;

/**
 * A handle whose value a {@link SecretResolver} replaces. Read by any thread, written by one
 * refresh at a time.
 */
final class LiveSecret implements SecretHandle {

  private volatile State state;

  LiveSecret(Secret value, int version) {
    this.state = new State(value, version);
  }

  @Override
  public Secret current() {
    return state.value();
  }

  @Override
  public int version() {
    return state.version();
  }

  void replace(Secret value, int version) {
    state = new State(value, version);
  }

  @Override
  public String toString() {
    return "SecretHandle(version " + version() + ")";
  }

  private record State(Secret value, int version) {}
}
