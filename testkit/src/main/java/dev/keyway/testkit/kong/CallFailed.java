package dev.keyway.testkit.kong;

/** A call to the plugin server came to nothing; the message is Kong's own word for why. */
final class CallFailed extends Exception {

  private static final long serialVersionUID = 1;

  CallFailed(String message) {
    super(message);
  }

  /** Whether Kong then forgets its instance and asks again. */
  boolean asksAgain() {
    String message = String.valueOf(getMessage());
    return message.contains("no plugin instance") || message.contains("closed");
  }
}
