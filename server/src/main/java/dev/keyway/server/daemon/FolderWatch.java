package dev.keyway.server.daemon;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/**
 * Looks as soon as the kernel tells of a change in a folder, so that a key works the moment it is
 * made. Not every file system tells, and the kernel has only so many watches: {@link Following} is
 * what one can rely on, this is only quicker.
 */
final class FolderWatch implements AutoCloseable {

  private final @Nullable WatchService notices;

  private FolderWatch(@Nullable WatchService notices) {
    this.notices = notices;
  }

  /** Calls {@code look}, which may take its time, for changes in the folder of a file. */
  static FolderWatch start(Path file, Runnable look) {
    Path folder = file.toAbsolutePath().getParent();
    WatchService notices = folder == null ? null : register(folder);
    if (notices != null) {
      Thread.ofPlatform().name("keyway-folder").daemon().start(() -> follow(notices, look));
    }
    return new FolderWatch(notices);
  }

  @Override
  public void close() {
    if (notices != null) {
      close(notices);
    }
  }

  private static @Nullable WatchService register(Path folder) {
    try {
      WatchService notices = folder.getFileSystem().newWatchService();
      try {
        folder.register(
            notices,
            StandardWatchEventKinds.ENTRY_CREATE,
            StandardWatchEventKinds.ENTRY_MODIFY,
            StandardWatchEventKinds.ENTRY_DELETE);
        return notices;
      } catch (IOException e) {
        notices.close();
        return null;
      }
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }

  private static void follow(WatchService notices, Runnable look) {
    try {
      WatchKey folder;
      do {
        folder = notices.take();
        folder.pollEvents();
        Following.look(look);
      } while (folder.reset());
    } catch (ClosedWatchServiceException | InterruptedException e) {
      // The daemon ends.
    }
  }

  private static void close(WatchService notices) {
    try {
      notices.close();
    } catch (IOException e) {
      // Its thread is a daemon's.
    }
  }
}
