package dev.keyway.apisix.filter;

import dev.keyway.Keyway;
import dev.keyway.access.AccessKeys;
import dev.keyway.access.Admission;
import dev.keyway.access.ContextKeyFiles;
import dev.keyway.access.ContextKeys;
import dev.keyway.access.ContextKeysReading;
import dev.keyway.access.CredentialFingerprints;
import dev.keyway.document.ProblemReport;
import dev.keyway.document.Stillness;
import dev.keyway.host.HostServing;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What requests are signed by: the keys of files, which are followed while they change. Keys that
 * can't be used any more sign on as they were.
 */
final class Signing implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Signing.class);

  private static final Duration EVERY = Duration.ofMillis(500);

  private static final String UNFIT =
      "Keyway has no key to sign requests with: the log of APISIX's runner says why";

  private final List<Path> files;
  private final Keyway keyway;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Stillness stillness;
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("keyway-keys").daemon().factory());
  private volatile Now now;
  private @Nullable String problem;

  private Signing(List<Path> files, Keyway keyway, InstantSource clock, Stillness stillness) {
    this.files = files;
    this.keyway = keyway;
    this.clock = clock;
    this.stillness = stillness;
    this.random = new SecureRandom();
    this.now = new Now(serving(ContextKeys.random(random)), UNFIT);
  }

  /** Reads them, and follows them from now on. Files that are unfit are read when they are not. */
  static Signing start(List<Path> files, Keyway keyway, InstantSource clock) {
    Signing signing = at(files, keyway, clock, new Stillness(System::nanoTime));
    signing.follow();
    return signing;
  }

  /** Reads them, and looks at them again only when told to. */
  static Signing at(List<Path> files, Keyway keyway, InstantSource clock, Stillness stillness) {
    Signing signing = new Signing(files, keyway, clock, stillness);
    stillness.look(files);
    signing.read();
    return signing;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a look catches what it throws
  private void follow() {
    looking.scheduleWithFixedDelay(
        this::lookSafely, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What is thrown here would end the following for good. */
  private void lookSafely() {
    try {
      look();
    } catch (RuntimeException | Error e) {
      LOG.error("the context keys could not be looked at", e);
    }
  }

  /** Reads the files again when they have changed, or could not be used. */
  void look() {
    switch (stillness.look(files)) {
      case SAME -> {
        if (problem != null) {
          read();
        }
      }
      case MOVING -> {}
      case CHANGED -> read();
    }
  }

  private void read() {
    String wrong = taken();
    if (stillness.holds()) {
      stillness.take();
    }
    if (wrong != null && !wrong.equals(problem)) {
      LOG.error("requests are {}: {}", now.unfit() == null ? "signed as before" : "refused", wrong);
    }
    problem = wrong;
  }

  /** Takes the keys of the files, or says why not. */
  private @Nullable String taken() {
    if (files.isEmpty()) {
      return "%s names no file: write there the key files that the daemon has in context.key_files"
          .formatted(FilterSettings.KEY_FILES);
    }
    try {
      return switch (ContextKeyFiles.read(files)) {
        case ContextKeysReading.Loaded(ContextKeys keys) -> {
          now = new Now(serving(keys), null);
          LOG.info("Keyway signs requests with the first of {}", files);
          yield null;
        }
        case ContextKeysReading.Refused(var problems) ->
            new ProblemReport(FilterSettings.KEY_FILES, problems).line();
      };
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  /** Nothing but the keys of it is used here: who may go on, the relay says. */
  private HostServing serving(ContextKeys keys) {
    return new HostServing(
        keyway,
        new Admission(AccessKeys.NONE, keys, Duration.ZERO, CredentialFingerprints.random(random)),
        null);
  }

  Now now() {
    return now;
  }

  InstantSource clock() {
    return clock;
  }

  @Override
  public void close() {
    looking.shutdownNow();
  }

  /**
   * What there is at a moment.
   *
   * @param unfit why nothing can be signed, for clients; null: it can
   */
  record Now(HostServing serving, @Nullable String unfit) {}
}
