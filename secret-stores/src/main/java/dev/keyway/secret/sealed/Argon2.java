package dev.keyway.secret.sealed;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id, version 1.3 (RFC 9106): from a passphrase to a key, slowly on purpose. */
final class Argon2 {

  static final int SALT_BYTES = 16;

  /** For all that is not the derivation's own memory. */
  private static final long SPARE_BYTES = 16L << 20;

  private Argon2() {}

  /**
   * The key of this passphrase.
   *
   * @throws UnfitVaultException when this JVM may not use the memory it takes
   */
  static byte[] key(Passphrase passphrase, byte[] salt, Argon2Cost cost)
      throws UnfitVaultException {
    checkMemory(cost);
    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memoryKib())
            .withIterations(cost.passes())
            .withParallelism(cost.lanes())
            .withSalt(salt)
            .build());
    byte[] key = new byte[Aead.KEY_BYTES];
    argon2.generateBytes(passphrase.bytes(), key);
    return key;
  }

  /** A daemon ends when its memory does; this says why instead. */
  private static void checkMemory(Argon2Cost cost) throws UnfitVaultException {
    long may = Runtime.getRuntime().maxMemory();
    if (((long) cost.memoryKib() << 10) + SPARE_BYTES > may) {
      throw new UnfitVaultException(
          "takes %d MiB of memory to open, and this JVM may use %d MiB in all: give it more, as by KEYWAY_JAVA_OPTS=-Xmx%dm"
              .formatted(cost.memoryMib(), may >> 20, 3L * cost.memoryMib()));
    }
  }
}
