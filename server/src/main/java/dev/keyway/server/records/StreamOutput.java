package dev.keyway.server.records;

import dev.keyway.http.ByteSlice;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Lines into a stream that belongs to somebody else: it is flushed, never closed. */
public final class StreamOutput implements RecordOutput {

  private final OutputStream stream;

  public StreamOutput(OutputStream stream) {
    this.stream = new BufferedOutputStream(stream, 1 << 16);
  }

  @Override
  public void write(ByteSlice line) throws IOException {
    stream.write(line.bytes(), line.offset(), line.length());
  }

  @Override
  public void flush() throws IOException {
    stream.flush();
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
