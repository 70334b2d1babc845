package dev.keyway.testing;

import dev.keyway.secret.Secret;
import dev.keyway.secret.SecretHandle;
import org.jspecify.annotations.Nullable;

/** A secret that a test rotates by hand. */
public final class ManualSecret implements SecretHandle {

  private volatile Secret value;
  private volatile int version;

  public ManualSecret(String value) {
    this.value = Secret.of(value);
  }

  /** Gives it another value. */
  public synchronized void rotate(String next) {
    value = Secret.of(next);
    version++;
  }

  @Override
  public @Nullable Secret current() {
    return value;
  }

  @Override
  public int version() {
    return version;
  }
}
