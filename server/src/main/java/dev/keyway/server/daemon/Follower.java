package dev.keyway.server.daemon;

import dev.keyway.document.Stillness;
import dev.keyway.secret.SecretRefresh;
import dev.keyway.server.daemon.Part.Kind;
import dev.keyway.server.daemon.Reload.Found;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows every file a daemon was made of, on a thread of its own: looks once a second, which works
 * on every file system; at once where the kernel tells ({@link FolderWatch}); and when asked.
 */
final class Follower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

  private static final Duration EVERY = Duration.ofSeconds(1);

  /** A folder may hold a log, of which the kernel tells with every line. */
  private static final Duration NOTICE = Duration.ofMillis(10);

  /** A timer may ring a little early. */
  private static final Duration SETTLED = Stillness.SETTLE.plusMillis(10);

  private final Reload reload;
  private final Taking taking;
  private final Refusals refusals;
  private final Stillness stillness = new Stillness(System::nanoTime);

  /** At the start too: only then is it known which files there are to follow. */
  private final AtomicBoolean asked = new AtomicBoolean(true);

  private final AtomicBoolean noticed = new AtomicBoolean();
  private final AtomicBoolean settling = new AtomicBoolean();
  private final FolderWatch notices;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("keyway-files").daemon().factory());
  private FollowedAccessKeys accessKeys;
  private Set<Path> files = Set.of();
  private volatile List<String> needsRestart = List.of();

  private Follower(Reload reload, Taking taking, Refusals refusals, FollowedAccessKeys accessKeys) {
    this.reload = reload;
    this.taking = taking;
    this.refusals = refusals;
    this.accessKeys = accessKeys;
    this.notices = FolderWatch.start(() -> lookIn(NOTICE, noticed));
  }

  /** Follows from now on. */
  @SuppressWarnings("FutureReturnValueIgnored") // a look catches what it throws
  static Follower start(
      Reload reload, Taking taking, Refusals refusals, FollowedAccessKeys accessKeys) {
    Follower follower = new Follower(reload, taking, refusals, accessKeys);
    follower.thread.scheduleWithFixedDelay(
        follower::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return follower;
  }

  /** Reads everything again now, whether it seems to have changed or not. Returns at once. */
  void lookNow() {
    asked.set(true);
    lookIn(NOTICE, noticed);
  }

  /** Fields of the configuration that changed and wait for a restart. */
  List<String> needsRestart() {
    return needsRestart;
  }

  @Override
  public void close() {
    notices.close();
    thread.shutdownNow();
  }

  /**
   * Looks once more, however often it is asked for meanwhile.
   *
   * @param queued whether such a look is to come already
   */
  @SuppressWarnings("FutureReturnValueIgnored") // a look catches what it throws
  private void lookIn(Duration delay, AtomicBoolean queued) {
    if (!queued.compareAndSet(false, true)) {
      return;
    }
    Runnable once =
        () -> {
          queued.set(false);
          look();
        };
    try {
      thread.schedule(once, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The daemon ends.
    }
  }

  /** What is thrown here would end the following for good. */
  private void look() {
    try {
      lookAtAccessKeys();
      switch (stillness.look(files)) {
        case SAME -> {
          if (asked.get() || !refusals.all().isEmpty()) {
            readAgain();
          }
        }
        case MOVING -> lookIn(SETTLED, settling);
        case CHANGED -> readAgain();
      }
    } catch (RuntimeException | Error e) {
      LOG.error("a file that changed could not be taken over", e);
    }
  }

  private void lookAtAccessKeys() {
    if (accessKeys.look()) {
      refusals.taken(Part.ACCESS_KEYS, "were read again: " + accessKeys.path() + " changed");
    }
    List<String> problems = accessKeys.problems();
    refusals.now(
        Kind.ACCESS_KEYS, problems.isEmpty() ? Map.of() : Map.of(Part.ACCESS_KEYS, problems));
  }

  /** Takes over what there is, if it is all of one moment; else it is looked at again soon. */
  private void readAgain() {
    SecretRefresh secrets = reload.secrets();
    secrets
        .changed()
        .forEach(ref -> refusals.taken(Part.secret(ref.toString()), "has another value now"));
    Found found = reload.read();
    Set<Path> named = reload.files(found.candidate());
    if (!files.containsAll(named) || !stillness.holds()) {
      follow(named);
      lookIn(SETTLED, settling);
      return;
    }
    asked.set(false);
    stillness.take();
    take(found);
    follow(named);
  }

  private void take(Found found) {
    taking.take(found.candidate(), found.warnings());
    reload.report(found);
    FollowedAccessKeys others = found.candidate().accessKeys();
    if (others != null) {
      accessKeys = others;
    }
    List<String> restart = found.needsRestart();
    if (restart != null && !restart.equals(needsRestart)) {
      needsRestart = restart;
      if (!restart.isEmpty()) {
        LOG.warn(
            "the configuration changed in what needs a restart: {}", String.join(", ", restart));
      }
    }
  }

  private void follow(Set<Path> named) {
    files = named;
    Set<Path> folders = new HashSet<>();
    named.forEach(file -> folders.addAll(around(file)));
    folders.addAll(around(accessKeys.path()));
    notices.watch(folders);
  }

  private static Set<Path> around(Path file) {
    Path absolute = file.toAbsolutePath();
    Path above = absolute.getParent();
    return above == null ? Set.of(absolute) : Set.of(absolute, above);
  }
}
