package dev.keyway.scripted;

import java.time.Duration;

/** Something an answer does besides sending its bytes; a {@link Point} says when. */
public sealed interface Move {

  /** Sends nothing for a while. For demonstrations; tests wait for a {@link Gate}. */
  record Pause(Duration duration) implements Move {}

  /** Sends nothing until the gate opens. One that never opens is a stall. */
  record Wait(Gate gate) implements Move {}

  /** Sends this text: in the body as a piece of it, before that bare, as no part of HTTP. */
  record Say(String piece) implements Move {}

  /** Ends the response here as if its body were complete. Only in the body. */
  record End() implements Move {}

  /** Closes the connection (FIN), whatever is still missing of the response. */
  record Close() implements Move {}

  /** Resets the connection (RST). */
  record Reset() implements Move {}
}
