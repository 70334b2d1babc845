package dev.keyway.server.daemon;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells as soon as the kernel does of a change in a folder, so that a key works the moment it is
 * made. Not every file system tells, and the kernel has only so many watches: looking once a second
 * is what one can rely on, this is only quicker.
 */
final class FolderWatch implements AutoCloseable {

  private final @Nullable WatchService notices;
  private final Map<Path, WatchKey> watched = new HashMap<>();

  private FolderWatch(@Nullable WatchService notices) {
    this.notices = notices;
  }

  /**
   * Tells of changes in the folders that are named later.
   *
   * @param changed returns at once
   */
  static FolderWatch start(Runnable changed) {
    WatchService notices = service();
    if (notices != null) {
      Thread.ofPlatform().name("keyway-folder").daemon().start(() -> tell(notices, changed));
    }
    return new FolderWatch(notices);
  }

  /** Watches these folders and no others; what is no folder now is left out. */
  synchronized void watch(Set<Path> folders) {
    if (notices == null) {
      return;
    }
    watched.forEach((folder, key) -> {
      if (!folders.contains(folder)) {
        key.cancel();
      }
    });
    watched.values().removeIf(key -> !key.isValid());
    for (Path folder : folders) {
      WatchKey key =
          watched.containsKey(folder) || !Files.isDirectory(folder)
              ? null
              : register(folder, notices);
      if (key != null) {
        watched.put(folder, key);
      }
    }
  }

  @Override
  public void close() {
    if (notices != null) {
      close(notices);
    }
  }

  private static @Nullable WatchService service() {
    try {
      return FileSystems.getDefault().newWatchService();
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }

  private static @Nullable WatchKey register(Path folder, WatchService notices) {
    try {
      return folder.register(
          notices,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_MODIFY,
          StandardWatchEventKinds.ENTRY_DELETE);
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  private static void tell(WatchService notices, Runnable changed) {
    try {
      while (true) {
        WatchKey folder = notices.take();
        folder.pollEvents();
        changed.run();
        folder.reset();
      }
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
