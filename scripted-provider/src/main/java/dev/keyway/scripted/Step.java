package dev.keyway.scripted;

/** One thing a connection does while it answers. */
sealed interface Step {

  /** Writes a range of bytes. */
  record Send(byte[] bytes, int offset, int length) implements Step {}

  /** Makes a move that is not about bytes: a pause, a wait, a close, a reset. */
  record Make(Move move) implements Step {}

  /** Notes that the client has been sent the whole response. */
  record Complete() implements Step {}
}
