package dev.keyway.apisix.runner;

/** A message that is none of the protocol. Its text quotes nothing of it. */
final class Malformed extends RuntimeException {

  Malformed(String message) {
    super(message);
  }

  Malformed(RuntimeException cause) {
    super("a message that is no FlatBuffer of the protocol", cause);
  }
}
