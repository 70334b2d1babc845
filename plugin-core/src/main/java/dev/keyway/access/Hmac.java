package dev.keyway.access;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 under one key. Safe for use by several threads: each call works on a copy of a {@code
 * Mac} that was set up once, which costs less than looking one up.
 */
final class Hmac {

  static final int BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private final Mac ready;

  Hmac(byte[] key) {
    try {
      ready = Mac.getInstance(ALGORITHM);
      ready.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform must have " + ALGORITHM, e);
    }
  }

  byte[] of(byte[] text) {
    return of(text, 0, text.length);
  }

  byte[] of(byte[] text, int offset, int length) {
    try {
      Mac mac = (Mac) ready.clone();
      mac.update(text, offset, length);
      return mac.doFinal();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's " + ALGORITHM + " can be copied", e);
    }
  }
}
