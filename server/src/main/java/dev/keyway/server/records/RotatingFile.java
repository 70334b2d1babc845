package dev.keyway.server.records;

import dev.keyway.http.ByteSlice;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Lines appended to a file. A full file is put aside as {@code FILE.1}, what was there before as
 * {@code FILE.2} and so on; the oldest goes. Not logback's appender, because that one swallows
 * failures to write and recovers by itself in the background: records lost on a full disk could not
 * be counted.
 */
public final class RotatingFile implements RecordOutput {

  private static final long FULL_BYTES = 100L << 20;
  private static final int KEPT_FILES = 10;

  private final Path path;
  private final long fullBytes;
  private final int keptFiles;
  private @Nullable OutputStream stream;
  private long bytes;

  RotatingFile(Path path, long fullBytes, int keptFiles) throws IOException {
    this.path = path;
    this.fullBytes = fullBytes;
    this.keptFiles = keptFiles;
    open();
  }

  /**
   * Appends to this file, which is made when it is not there: 100 MiB, and ten full ones.
   *
   * @throws IOException when it can't be opened
   */
  public static RotatingFile open(Path path) throws IOException {
    return new RotatingFile(path, FULL_BYTES, KEPT_FILES);
  }

  @Override
  public void write(ByteSlice line) throws IOException {
    if (bytes > 0 && bytes + line.length() > fullBytes) {
      rotate();
    }
    OutputStream out = stream == null ? open() : stream;
    out.write(line.bytes(), line.offset(), line.length());
    bytes += line.length();
  }

  @Override
  public void flush() throws IOException {
    if (stream != null) {
      stream.flush();
    }
  }

  @Override
  public void close() throws IOException {
    OutputStream open = stream;
    stream = null;
    if (open != null) {
      open.close();
    }
  }

  private OutputStream open() throws IOException {
    OutputStream opened =
        new BufferedOutputStream(
            Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            1 << 16);
    stream = opened;
    bytes = Files.size(path);
    return opened;
  }

  private void rotate() throws IOException {
    close();
    for (int number = keptFiles; number > 0; number--) {
      Path from = number == 1 ? path : numbered(number - 1);
      if (Files.exists(from)) {
        Files.move(from, numbered(number), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    open();
  }

  private Path numbered(int number) {
    return path.resolveSibling(path.getFileName() + "." + number);
  }
}
