package dev.keyway.server.records;

import java.io.IOException;

/** Where lines of records go. Used by one thread. */
public interface RecordOutput {

  /** Lines are thrown away. */
  RecordOutput NONE = line -> {};

  /** Takes a line, which may stay in a buffer. */
  void write(String line) throws IOException;

  /** Empties the buffer. */
  default void flush() throws IOException {}

  /** Flushes, and lets go of what was opened. */
  default void close() throws IOException {}
}
