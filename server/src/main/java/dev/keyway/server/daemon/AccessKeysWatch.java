package dev.keyway.server.daemon;

import dev.keyway.access.AccessKeys;
import dev.keyway.access.AccessKeysFile;
import dev.keyway.access.AccessKeysReading;
import dev.keyway.document.ProblemReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the access key file: looks once a second whether it is another one, and hands over what
 * it holds. A file with problems is reported, and the keys stay as they were. Looking is cheap and
 * works on every file system, which being told by the kernel does not.
 */
final class AccessKeysWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AccessKeysWatch.class);

  private final Path path;
  private final Consumer<AccessKeys> changed;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("keyway-access-keys").daemon().factory());
  private @Nullable Stamp seen;
  private @Nullable ScheduledFuture<?> looking;

  private AccessKeysWatch(Path path, Consumer<AccessKeys> changed) {
    this.path = path;
    this.changed = changed;
  }

  /**
   * Hands over the keys there are, and from then on every change.
   *
   * @throws StartException when the file is there and can't be used
   */
  static AccessKeysWatch start(Path path, Consumer<AccessKeys> changed) throws StartException {
    AccessKeysWatch watch = new AccessKeysWatch(path, changed);
    watch.seen = Stamp.of(path);
    changed.accept(watch.read());
    watch.looking = watch.thread.scheduleWithFixedDelay(watch::look, 1, 1, TimeUnit.SECONDS);
    return watch;
  }

  @Override
  public void close() {
    if (looking != null) {
      looking.cancel(true);
    }
    thread.shutdownNow();
  }

  /** Hands over what the file holds if it is another one. */
  synchronized void look() {
    Stamp now = Stamp.of(path);
    if (now.equals(seen)) {
      return;
    }
    seen = now;
    try {
      AccessKeys keys = read();
      changed.accept(keys);
      LOG.info("{} changed: it holds {} access keys", path, keys.list().size());
    } catch (StartException e) {
      LOG.warn("access keys stay as they were:\n{}", e.getMessage());
    } catch (RuntimeException e) {
      // Thrown further it would end the watch.
      LOG.error("access keys stay as they were", e);
    }
  }

  private AccessKeys read() throws StartException {
    try {
      return switch (new AccessKeysFile(path).read()) {
        case AccessKeysReading.Loaded(AccessKeys keys) -> keys;
        case AccessKeysReading.Refused(var problems) ->
            throw StartException.badInput(List.of(new ProblemReport(path.toString(), problems)));
      };
    } catch (IOException e) {
      throw StartException.impossible("the access key file " + path + " can't be read");
    }
  }

  /** By what a file that was replaced is known to be another one. */
  private record Stamp(@Nullable FileTime time, long bytes, @Nullable Object identity) {

    static Stamp of(Path path) {
      try {
        BasicFileAttributes is = Files.readAttributes(path, BasicFileAttributes.class);
        return new Stamp(is.lastModifiedTime(), is.size(), is.fileKey());
      } catch (IOException e) {
        return new Stamp(null, 0, null);
      }
    }
  }
}
