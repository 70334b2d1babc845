package dev.keyway.scripted;

/** How the end of a body is marked. */
public enum Framing {
  /** Streams in chunks, everything else with its length. */
  NATURAL,
  /** {@code transfer-encoding: chunked}, a chunk for each piece. */
  CHUNKED,
  /** {@code content-length}. */
  LENGTH,
  /** By closing the connection. */
  UNTIL_CLOSE
}
