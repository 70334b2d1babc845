package dev.keyway.document;

/** Ends the reading of a document. It never leaves this package. */
final class Unreadable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Place place;

  Unreadable(Place place, String message) {
    super(message, null, false, false);
    this.place = place;
  }

  /** Leaves the reason with the problems. */
  void tell(Problems problems) {
    problems.error(place, String.valueOf(getMessage()));
  }
}
