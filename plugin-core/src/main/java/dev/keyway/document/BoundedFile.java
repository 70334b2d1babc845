package dev.keyway.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads small files that others write while we read: never half of one, never without end. A file
 * that is replaced or written during the reading is read again.
 */
public final class BoundedFile {

  /** A writer that is not done after so many readings is not about to be. */
  private static final int MOST_READINGS = 5;

  private BoundedFile() {}

  /**
   * The whole of a regular file.
   *
   * @param mostBytes a longer one is refused
   * @throws UnfitFileException when it is something else than a file of this size that keeps still
   * @throws NoSuchFileException when it is not there
   * @throws IOException when it can't be read
   */
  public static byte[] read(Path file, int mostBytes) throws IOException {
    for (int i = 1; i < MOST_READINGS; i++) {
      try {
        byte[] bytes = readOnce(file, mostBytes);
        if (bytes != null) {
          return bytes;
        }
      } catch (NoSuchFileException e) {
        // Perhaps between two generations of a mounted folder: look once more.
      }
    }
    byte[] bytes = readOnce(file, mostBytes);
    if (bytes == null) {
      throw new UnfitFileException("is written at this moment");
    }
    return bytes;
  }

  private static byte @Nullable [] readOnce(Path file, int mostBytes) throws IOException {
    BasicFileAttributes before = Files.readAttributes(file, BasicFileAttributes.class);
    checkRegular(before);
    checkSize(before.size(), mostBytes);
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(mostBytes + 1);
    }
    checkSize(bytes.length, mostBytes);
    BasicFileAttributes after = Files.readAttributes(file, BasicFileAttributes.class);
    return isSame(before, after) && bytes.length == after.size() ? bytes : null;
  }

  /** To open a pipe would wait for whoever writes into it. */
  private static void checkRegular(BasicFileAttributes is) throws UnfitFileException {
    if (!is.isRegularFile()) {
      throw new UnfitFileException(
          is.isDirectory() ? "is a folder, expected a file" : "is no regular file");
    }
  }

  private static void checkSize(long bytes, int mostBytes) throws UnfitFileException {
    if (bytes > mostBytes) {
      throw new UnfitFileException("is larger than " + (mostBytes >> 10) + " KiB");
    }
  }

  private static boolean isSame(BasicFileAttributes before, BasicFileAttributes after) {
    return before.size() == after.size()
        && before.lastModifiedTime().equals(after.lastModifiedTime())
        && Objects.equals(before.fileKey(), after.fileKey());
  }
}
