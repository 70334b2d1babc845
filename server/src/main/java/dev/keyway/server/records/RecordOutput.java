package dev.keyway.server.records;

import dev.keyway.http.ByteSlice;
import java.io.IOException;

/** Where lines of records go. Used by one thread. */
public interface RecordOutput {

  /** Lines are thrown away. */
  RecordOutput NONE = line -> {};

  /**
   * Takes a line, which may stay in a buffer.
   *
   * @param line as UTF-8, with its line break; its bytes change after this call
   */
  void write(ByteSlice line) throws IOException;

  /** Empties the buffer. */
  default void flush() throws IOException {}

  /** Flushes, and lets go of what was opened. */
  default void close() throws IOException {}
}
