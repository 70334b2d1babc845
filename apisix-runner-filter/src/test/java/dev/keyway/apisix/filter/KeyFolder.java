package dev.keyway.apisix.filter;

import dev.keyway.access.ContextKeyFiles;
import dev.keyway.access.ContextKeys;
import dev.keyway.access.ContextKeysReading;
import dev.keyway.access.ContextVerdict;
import dev.keyway.access.HostContext;
import dev.keyway.access.SignedContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** Context keys in files of a folder. */
record KeyFolder(Path folder) {

  private static final Duration MAX_AGE = Duration.ofSeconds(30);

  Path path(String name) {
    return folder.resolve(name);
  }

  /** Writes a key that nobody had before. */
  Path write(String name) {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return write(name, Base64.getEncoder().encodeToString(key));
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(path(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the relay takes this for, which has the key of this file alone. */
  ContextVerdict verdict(String token, String name, Instant now) {
    return SignedContext.verify(token, keys(name), now, MAX_AGE);
  }

  /** What it says to the relay. */
  HostContext context(String token, String name, Instant now) {
    return ((ContextVerdict.Valid) verdict(token, name, now)).context();
  }

  private ContextKeys keys(String name) {
    try {
      return ((ContextKeysReading.Loaded) ContextKeyFiles.read(List.of(path(name)))).keys();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
