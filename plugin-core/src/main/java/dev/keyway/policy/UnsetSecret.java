package dev.keyway.policy;

import dev.keyway.secret.Secret;
import dev.keyway.secret.SecretHandle;
import org.jspecify.annotations.Nullable;

/** Stands for a secret that is not set, in a policy that is checked and never run. */
final class UnsetSecret implements SecretHandle {

  @Override
  public @Nullable Secret current() {
    return null;
  }

  @Override
  public int version() {
    return 0;
  }
}
