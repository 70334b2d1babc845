package dev.keyway.server.warm;

/** No start-up cache could be made. The message says where and why, for an operator. */
final class WarmException extends Exception {

  private static final long serialVersionUID = 1L;

  WarmException(String message) {
    super(message);
  }
}
