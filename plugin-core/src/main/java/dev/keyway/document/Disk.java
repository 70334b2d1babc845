package dev.keyway.document;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What the replacing of a file asks of the disk, a call a step. Another one stands in where a test
 * wants to know what becomes of the file when the program or the machine ends at a step.
 */
public interface Disk {

  /** The disk there is. */
  Disk REAL = new Disk() {};

  /** A new file in this folder that its owner alone may read. */
  default Path create(Path folder, String name) throws IOException {
    return Files.createTempFile(folder, "." + name, ".new");
  }

  /** Writes all of the bytes. */
  default void write(FileChannel file, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  /**
   * Returns when what was written, or what happened in a folder, will be there after a power cut.
   */
  default void sync(FileChannel file) throws IOException {
    file.force(true);
  }

  /** Puts a file in the place of another in one step. */
  default void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes a file if it is there. */
  default void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }
}
