package dev.keyway.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.SecureRandom;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Limits counted in this process alone: two gateways allow twice as much. No window of time ever
 * holds more than the capacity; what was taken is given back up to a fiftieth of the window late.
 *
 * <p>Bounded: {@value #MOST_BUCKETS} buckets of some 400 bytes, all limits together. Beyond that,
 * those that are used least are forgotten, but not what they had taken: {@link Remainders}. Who
 * makes so many that this happens can bring it about that others are allowed less, one in 16,384
 * for each bucket that he uses up, and never that anybody is allowed more. After a restart every
 * bucket is empty.
 */
public final class MemoryRateLimits implements RateLimits {

  private static final int MOST_BUCKETS = 100_000;
  private static final int SALT_BYTES = 32;

  private final byte[] salt;
  private final Remainders remainders = new Remainders();
  private final Cache<BucketKey, Bucket> buckets;
  private volatile long lastMillis;

  public MemoryRateLimits() {
    this(MOST_BUCKETS, new byte[SALT_BYTES]);
    new SecureRandom().nextBytes(salt);
  }

  MemoryRateLimits(int mostBuckets, byte[] salt) {
    this.salt = salt;
    buckets =
        Caffeine.newBuilder()
            .maximumSize(mostBuckets)
            .executor(Runnable::run)
            .<BucketKey, Bucket>evictionListener((key, bucket, cause) -> keep(key, bucket))
            .build();
  }

  @Override
  public Verdict take(Limit limit, String bucket, Instant now) {
    BucketKey key = BucketKey.of(salt, limit, bucket);
    long nowMillis = now.toEpochMilli();
    lastMillis = nowMillis;
    while (true) {
      Verdict verdict = bucket(key, nowMillis).take(limit, nowMillis);
      if (verdict != null) {
        return verdict;
      }
      // It was forgotten in between: the next one begins with what it had taken.
    }
  }

  private Bucket bucket(BucketKey key, long nowMillis) {
    return buckets.get(key, made -> new Bucket(remainders.of(made, nowMillis)));
  }

  private void keep(@Nullable BucketKey key, @Nullable Bucket bucket) {
    if (key != null && bucket != null) {
      remainders.keep(key, bucket.close(), lastMillis);
    }
  }

  @Override
  public String toString() {
    return "MemoryRateLimits[" + buckets.estimatedSize() + " buckets]";
  }
}
