package dev.keyway.kong.pdk;

import java.nio.file.Path;

/** A request's body, as Kong tells of it. */
public sealed interface RawBody {

  /** The body itself; empty when there is none. */
  record Content(byte[] bytes) implements RawBody {}

  /**
   * A file of Kong's that holds the body until the request ends. Only a process that runs on the
   * same files as Kong's user can read it.
   */
  record File(Path path) implements RawBody {}

  /**
   * Kong could not give it.
   *
   * @param reason in Kong's words
   */
  record Unavailable(String reason) implements RawBody {}
}
