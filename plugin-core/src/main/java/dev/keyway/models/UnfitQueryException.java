package dev.keyway.models;

/** A query that asks for no page. */
final class UnfitQueryException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String told;

  UnfitQueryException(String told) {
    super(told);
    this.told = told;
  }

  /** What is wrong and what was expected, for the client; it repeats nothing of the query. */
  String told() {
    return told;
  }
}
