package dev.keyway.scripted;

/** How a body is coded. */
public enum Coding {
  /** As it is. */
  IDENTITY,
  /** {@code content-encoding: gzip}, flushed after each piece so that streams stay alive. */
  GZIP
}
