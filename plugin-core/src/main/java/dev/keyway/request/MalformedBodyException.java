package dev.keyway.request;

import java.io.Serial;

/** Ends the reading of a body; its reason is for the client and quotes nothing of the body. */
final class MalformedBodyException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final String reason;

  MalformedBodyException(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
