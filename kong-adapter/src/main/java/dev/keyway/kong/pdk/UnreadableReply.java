package dev.keyway.kong.pdk;

/**
 * Kong's reply can't be read: it is malformed, or longer than {@link ServerOptions#mostFrameBytes}.
 * A plugin may catch it: Kong has carried the call out, and the event can go on. Uncaught, it
 * denies the request.
 */
public final class UnreadableReply extends RuntimeException {

  /**
   * @param call what was called; the reply itself is not shown, since it may hold anything
   */
  UnreadableReply(PdkCall call) {
    super("what %s returned can't be read: it is malformed, or too long".formatted(call));
  }
}
