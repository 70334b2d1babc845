package dev.keyway.ratelimit;

import dev.keyway.ratelimit.RateLimits.Limit;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * By what a bucket is known: half of a hash, never what it was made of, which may be a credential.
 * The hash is salted, so that nobody can confirm a guess by it, nor make buckets meet.
 */
record BucketKey(String limitId, long windowMillis, long high, long low) {

  static BucketKey of(byte[] salt, Limit limit, String bucket) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt);
      ByteBuffer hash = ByteBuffer.wrap(digest.digest(bucket.getBytes(StandardCharsets.UTF_8)));
      return new BucketKey(limit.id(), limit.window().toMillis(), hash.getLong(), hash.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
