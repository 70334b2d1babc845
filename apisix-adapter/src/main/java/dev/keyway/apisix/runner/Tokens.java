package dev.keyway.apisix.runner;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What configurations are called. */
@FunctionalInterface
interface Tokens {

  /**
   * How many a configuration may be called by: each is another one's once in 2³² / their number.
   */
  int MOST = 8;

  /**
   * The same for the same configuration.
   *
   * @param attempt from 0 to {@link #MOST}: another one, where those before are another
   *     configuration's
   */
  int token(byte[] identity, int attempt);

  /**
   * Tokens that no other process gives. APISIX keeps those of one that ended for up to an hour, and
   * to the next they have to be unknown, or a request would be handled under another configuration.
   */
  static Tokens random(SecureRandom random) {
    byte[] key = new byte[Integer.BYTES * MOST];
    random.nextBytes(key);
    return (identity, attempt) ->
        ByteBuffer.wrap(hash(key, identity)).getInt(Integer.BYTES * attempt);
  }

  private static byte[] hash(byte[] key, byte[] identity) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(identity);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA256", e);
    }
  }
}
