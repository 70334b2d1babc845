package dev.keyway.server.admin;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Whether the daemon takes requests now, and what it serves. */
public final class Readiness {

  private volatile State state = new State(false, "starting", Map::of, List.of());

  /**
   * It takes requests from now on.
   *
   * @param details what it serves at the moment of asking, as JSON's values
   */
  public void ready(Supplier<Map<String, Object>> details, List<Listener> listeners) {
    state = new State(true, "ready", details, listeners);
  }

  /** It takes no new requests any more. */
  public void stopping() {
    State before = state;
    state = new State(false, "stopping", before.details(), before.listeners());
  }

  State now() {
    return state;
  }

  /** An address that is listened on. */
  public record Listener(String kind, String address) {}

  record State(
      boolean ready,
      String phase,
      Supplier<Map<String, Object>> details,
      List<Listener> listeners) {

    State {
      listeners = List.copyOf(listeners);
    }
  }
}
