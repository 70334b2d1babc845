package dev.keyway.document;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The right to replace a file, held by one thread of one process at a time. The lock is on a file
 * beside it, because the file itself is another one after each change.
 */
public final class FileLocking {

  /**
   * A lock on a file is the process's: a second thread that asks gets an exception rather than a
   * turn.
   */
  private static final ReentrantLock THREADS = new ReentrantLock();

  private FileLocking() {}

  /** Makes the change as soon as nobody else is making one. */
  public static <T, E extends Exception> T alone(Path file, Change<T, E> change)
      throws IOException, E {
    THREADS.lock();
    try (FileChannel channel = open(file)) {
      // Until the channel is closed.
      channel.lock();
      return change.make();
    } finally {
      THREADS.unlock();
    }
  }

  /**
   * Makes the change unless another process is making one at this moment.
   *
   * @throws FileBusyException when one is
   */
  public static <T, E extends Exception> T aloneNow(Path file, Change<T, E> change)
      throws IOException, E {
    THREADS.lock();
    try (FileChannel channel = open(file)) {
      FileLock held = channel.tryLock();
      if (held == null) {
        throw new FileBusyException();
      }
      return change.make();
    } finally {
      THREADS.unlock();
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file.resolveSibling(file.getFileName() + ".lock"),
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE);
  }

  /** What is done while the right is held. */
  public interface Change<T, E extends Exception> {

    /** Makes the change. */
    T make() throws IOException, E;
  }

  /** Another process is replacing the file. */
  public static final class FileBusyException extends IOException {

    private static final long serialVersionUID = 1L;

    FileBusyException() {
      super("another process is replacing the file");
    }
  }
}
