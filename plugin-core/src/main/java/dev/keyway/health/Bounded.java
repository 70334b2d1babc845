package dev.keyway.health;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/** Memory for names that come from outside: what has not been asked for longest goes first. */
final class Bounded {

  private Bounded() {}

  /** Evicts on the calling thread: this room has no threads of its own. */
  static <K, V> Cache<K, V> cache(int most) {
    return Caffeine.newBuilder().maximumSize(most).executor(Runnable::run).build();
  }
}
