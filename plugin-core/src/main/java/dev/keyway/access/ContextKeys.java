package dev.keyway.access;

import dev.keyway.document.Problem;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the signed context: the first signs, all verify. To change a key without refusing a
 * request: add the new one behind the old one everywhere, then put it first everywhere, then drop
 * the old one.
 */
public final class ContextKeys {

  private static final int MIN_BYTES = 32;

  /** 32 random bytes hold about 30 different values; fewer than this is no accident. */
  private static final int MIN_DIFFERENT_BYTES = 16;

  private final List<ContextKey> keys;
  private final boolean shared;

  private ContextKeys(List<ContextKey> keys, boolean shared) {
    this.keys = List.copyOf(keys);
    this.shared = shared;
  }

  /** A key of this process only: enough where adapter and relay live in one daemon. */
  public static ContextKeys random(RandomGenerator secureRandom) {
    byte[] material = new byte[MIN_BYTES];
    secureRandom.nextBytes(material);
    return new ContextKeys(List.of(new ContextKey(material)), false);
  }

  /**
   * Keys from the texts of key files: base64 (either alphabet; white space is ignored) of at least
   * 32 random bytes, as {@code openssl rand -base64 32} prints it.
   *
   * @param texts the file's text by its name, which problems name; the first signs
   */
  public static ContextKeysReading read(Map<String, String> texts) {
    List<Problem> problems = new ArrayList<>();
    List<ContextKey> keys = new ArrayList<>();
    texts.forEach((name, text) -> {
      byte[] material = decoded(text);
      String flaw = flaw(material, keys);
      if (flaw != null) {
        problems.add(problem(name, flaw));
      } else if (material != null) {
        keys.add(new ContextKey(material));
      }
    });
    if (texts.isEmpty()) {
      problems.add(problem("", "no key is given: one is needed to sign"));
    }
    return problems.isEmpty()
        ? new ContextKeysReading.Loaded(new ContextKeys(keys, true))
        : new ContextKeysReading.Refused(problems);
  }

  private static byte @Nullable [] decoded(String text) {
    String plain = text.strip().replaceAll("\\s", "").replace('-', '+').replace('_', '/');
    try {
      return Base64.getDecoder().decode(plain);
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  private static @Nullable String flaw(byte @Nullable [] material, List<ContextKey> before) {
    if (material == null) {
      return "is not base64";
    }
    if (material.length < MIN_BYTES) {
      return "holds %d bytes, at least %d are needed".formatted(material.length, MIN_BYTES);
    }
    if (differentBytes(material) < MIN_DIFFERENT_BYTES || isText(material)) {
      return "is not random";
    }
    long id = new ContextKey(material).id();
    return before.stream().anyMatch(key -> key.id() == id) ? "is given twice" : null;
  }

  private static int differentBytes(byte[] material) {
    BitSet seen = new BitSet(256);
    for (byte b : material) {
      seen.set(b & 0xff);
    }
    return seen.cardinality();
  }

  /**
   * Whether it is a passphrase in base64: 32 random bytes are all printable once in 10^13 times.
   */
  private static boolean isText(byte[] material) {
    for (byte b : material) {
      if (b < ' ' || b > '~') {
        return false;
      }
    }
    return true;
  }

  private static Problem problem(String name, String flaw) {
    String message =
        "the context key %s; make one with `openssl rand -base64 32 > context.key`".formatted(flaw);
    return new Problem(Problem.Severity.ERROR, name, 0, 0, message, null);
  }

  /** Whether other processes may have them too, and so verify what is signed here. */
  public boolean shared() {
    return shared;
  }

  ContextKey signing() {
    return keys.get(0);
  }

  @Nullable ContextKey byId(long id) {
    for (ContextKey key : keys) {
      if (key.id() == id) {
        return key;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return "ContextKeys" + keys;
  }
}
