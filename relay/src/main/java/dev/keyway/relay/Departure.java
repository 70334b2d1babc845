package dev.keyway.relay;

/**
 * The end of a request, told once: it was answered, or its client left before that. Runs on one
 * event loop.
 */
final class Departure {

  private final Runnable always;
  private final Runnable unanswered;
  private boolean over;

  /**
   * @param always runs at the end, whichever it is
   * @param unanswered runs before that when the client left
   */
  Departure(Runnable always, Runnable unanswered) {
    this.always = always;
    this.unanswered = unanswered;
  }

  void answered() {
    if (!over) {
      over = true;
      always.run();
    }
  }

  void left() {
    if (!over) {
      over = true;
      unanswered.run();
      always.run();
    }
  }
}
