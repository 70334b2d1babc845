package dev.keyway.server.admin;

import java.util.List;
import java.util.function.Supplier;

/** Whether the daemon takes requests now, and what it serves. */
public final class Readiness {

  private volatile State state = new State(false, "starting", List::of, List.of());

  /**
   * It takes requests from now on.
   *
   * @param policies those that are loaded at the moment of asking
   */
  public void ready(Supplier<List<Policy>> policies, List<Listener> listeners) {
    state = new State(true, "ready", policies, listeners);
  }

  /** It takes no new requests any more. */
  public void stopping() {
    State before = state;
    state = new State(false, "stopping", before.policies(), before.listeners());
  }

  State now() {
    return state;
  }

  /** A policy that is loaded. */
  public record Policy(String name, String digest) {}

  /** An address that is listened on. */
  public record Listener(String kind, String address) {}

  record State(
      boolean ready, String phase, Supplier<List<Policy>> policies, List<Listener> listeners) {

    State {
      listeners = List.copyOf(listeners);
    }
  }
}
