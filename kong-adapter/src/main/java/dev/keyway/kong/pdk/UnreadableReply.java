package dev.keyway.kong.pdk;

/** Kong replied with what its protocol does not say. The connection is fit for further calls. */
final class UnreadableReply extends RuntimeException {

  /**
   * @param call what was called; the reply itself is not shown, since it may hold anything
   */
  UnreadableReply(PdkCall call) {
    super("what %s returned can't be read: it is malformed, or too long".formatted(call));
  }
}
