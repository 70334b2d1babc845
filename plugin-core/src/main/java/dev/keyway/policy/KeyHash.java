package dev.keyway.policy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Names keys that stand in a policy as they are. The name is the same for the same key as long as
 * the process runs, so that a reloaded policy finds what was known of it, and without the pepper
 * nobody can confirm a guess by it.
 */
public final class KeyHash {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int PEPPER_BYTES = 32;
  private static final int SHOWN_BYTES = 9;

  private final byte[] pepper;
  private final @Nullable Map<String, String> numbers;

  private KeyHash(byte[] pepper, @Nullable Map<String, String> numbers) {
    this.pepper = pepper;
    this.numbers = numbers;
  }

  /** With a pepper of its own, which is never shown and dies with the process. */
  public static KeyHash random() {
    return new KeyHash(randomPepper(), null);
  }

  /**
   * Names them {@code key-1}, {@code key-2} in the order in which they are met: for policies that
   * are looked at and never run, whose names shall be the same each time and say nothing at all.
   */
  public static KeyHash numbering() {
    return new KeyHash(randomPepper(), new HashMap<>());
  }

  private static byte[] randomPepper() {
    byte[] pepper = new byte[PEPPER_BYTES];
    new SecureRandom().nextBytes(pepper);
    return pepper;
  }

  /**
   * With a given pepper: for several processes that must agree on names.
   *
   * @throws IllegalArgumentException when it has fewer than 16 bytes
   */
  public static KeyHash of(byte[] pepper) {
    if (pepper.length < PEPPER_BYTES / 2) {
      throw new IllegalArgumentException("a pepper has at least 16 bytes");
    }
    return new KeyHash(pepper.clone(), null);
  }

  /**
   * {@code key-} and twelve characters, or a number; another provider's equal key has another name.
   */
  String name(String providerId, String key) {
    String hash = hash(providerId, key);
    if (numbers == null) {
      return hash;
    }
    synchronized (numbers) {
      int next = numbers.size() + 1;
      return numbers.computeIfAbsent(hash, any -> "key-" + next);
    }
  }

  private String hash(String providerId, String key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(pepper, ALGORITHM));
      byte[] hash = mac.doFinal((providerId + "\n" + key).getBytes(StandardCharsets.UTF_8));
      return "key-" + Base64.getUrlEncoder().encodeToString(Arrays.copyOf(hash, SHOWN_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }
}
