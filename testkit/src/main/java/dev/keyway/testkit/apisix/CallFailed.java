package dev.keyway.testkit.apisix;

/** A call to the runner came to nothing; the message is APISIX's own word for why. */
final class CallFailed extends Exception {

  private static final long serialVersionUID = 1;

  CallFailed(String message) {
    super(message);
  }

  /** Whether APISIX then has all configurations prepared anew, and asks again. */
  boolean isForgottenToken() {
    return String.valueOf(getMessage()).contains(RunnerConnection.TOKEN_NOT_FOUND);
  }
}
