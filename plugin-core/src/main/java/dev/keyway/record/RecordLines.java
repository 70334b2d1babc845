package dev.keyway.record;

import dev.keyway.http.ByteSlice;

/**
 * Writes decision records as {@link RecordJson#line} does, but one after another into the same
 * memory. Belongs to one thread.
 */
public final class RecordLines {

  private final Json json = new Json();

  /** The record's line with a line break at its end, as UTF-8; good until the next call. */
  public ByteSlice line(DecisionRecord record) {
    return json.bytes(to -> RecordJson.write(record, to));
  }
}
