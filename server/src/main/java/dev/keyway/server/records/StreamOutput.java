package dev.keyway.server.records;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Lines into a stream that belongs to somebody else: it is flushed, never closed. */
public final class StreamOutput implements RecordOutput {

  private final OutputStream stream;

  public StreamOutput(OutputStream stream) {
    this.stream = new BufferedOutputStream(stream, 1 << 16);
  }

  @Override
  public void write(String line) throws IOException {
    stream.write(line.getBytes(StandardCharsets.UTF_8));
    stream.write('\n');
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
