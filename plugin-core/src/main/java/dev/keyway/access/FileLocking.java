package dev.keyway.access;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The right to replace a file, held by one thread of one process at a time. The lock is on a file
 * beside it, because the file itself is another one after each change.
 */
final class FileLocking {

  /**
   * A lock on a file is the process's: a second thread that asks gets an exception rather than a
   * turn.
   */
  private static final ReentrantLock THREADS = new ReentrantLock();

  private FileLocking() {}

  /** Makes the change as soon as nobody else is making one. */
  static <T, E extends Exception> T alone(Path file, Change<T, E> change) throws IOException, E {
    THREADS.lock();
    try (FileChannel channel = open(file.resolveSibling(file.getFileName() + ".lock"))) {
      // Until the channel is closed.
      channel.lock();
      return change.make();
    } finally {
      THREADS.unlock();
    }
  }

  private static FileChannel open(Path lock) throws IOException {
    return FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /** What is done while the right is held. */
  interface Change<T, E extends Exception> {

    T make() throws IOException, E;
  }
}
