package dev.keyway.apisix.runner;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The configurations that APISIX has had prepared here, by their tokens. */
final class Confs {

  private final Kept<Held> kept;
  private final Tokens tokens;

  Confs(int most, Duration unusedFor, LongSupplier nanoTime, Tokens tokens) {
    this.kept = new Kept<>(most, unusedFor, nanoTime);
    this.tokens = tokens;
  }

  private record Held(byte[] identity, Conf conf) {}

  /**
   * Keeps a configuration, unless it is kept already, and returns its token: any number.
   *
   * @param identity what it is known by again
   * @param make makes it; nobody else can have one prepared meanwhile
   */
  synchronized int token(byte[] identity, Supplier<Conf> make) {
    for (int attempt = 0; attempt < Tokens.MOST; attempt++) {
      int token = tokens.token(identity, attempt);
      Held held = kept.use(token);
      if (held == null) {
        kept.add(token, new Held(identity, make.get()));
        return token;
      }
      if (Arrays.equals(held.identity, identity)) {
        return token;
      }
    }
    throw new IllegalStateException("every token that a configuration may have is another one's");
  }

  /** The configuration of this token, or null: it was never prepared here, or is forgotten. */
  @Nullable Conf use(int token) {
    Held held = kept.use(token);
    return held == null ? null : held.conf;
  }

  /** Forgets all. */
  void clear() {
    kept.clear();
  }
}
