package dev.keyway.host;

/** The policy of a route. */
public sealed interface RoutePolicy {

  /** One of the daemon's configuration, by its name there. */
  record Named(String name) implements RoutePolicy {}

  /** One that the route's configuration holds itself, as UTF-8 text. */
  final class Inline implements RoutePolicy {

    private final byte[] text;

    public Inline(byte[] text) {
      this.text = text.clone();
    }

    byte[] text() {
      return text;
    }

    /** Prints nothing of the text: it may hold keys. */
    @Override
    public String toString() {
      return "Inline[" + text.length + " bytes]";
    }
  }
}
