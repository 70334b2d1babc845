package dev.keyway.access;

import dev.keyway.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Names a client's key in records without telling it: twelve hex digits of an HMAC under a pepper
 * of this process. Enough to see that two requests came with the same key; nothing to look a key up
 * by, and another after a restart.
 */
public final class CredentialFingerprints {

  private static final int SHOWN_BYTES = 6;

  private final Hmac hmac;

  private CredentialFingerprints(byte[] pepper) {
    this.hmac = new Hmac(pepper);
  }

  /** With a pepper of its own. */
  public static CredentialFingerprints random(RandomGenerator secureRandom) {
    byte[] pepper = new byte[Hmac.BYTES];
    secureRandom.nextBytes(pepper);
    return new CredentialFingerprints(pepper);
  }

  /** The name of this key. */
  public String of(Secret key) {
    byte[] hash = hmac.of(key.reveal().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, SHOWN_BYTES);
  }

  @Override
  public String toString() {
    return "CredentialFingerprints";
  }
}
