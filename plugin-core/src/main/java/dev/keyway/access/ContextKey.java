package dev.keyway.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One key that signs contexts. What signs and what names the key are derived from it under
 * different labels, so the id in every token tells nothing of the key.
 */
final class ContextKey {

  private final Hmac signer;
  private final long id;

  ContextKey(byte[] material) {
    Hmac derive = new Hmac(material);
    this.signer = new Hmac(derive.of(label("keyway context 1 signature")));
    this.id = ByteBuffer.wrap(derive.of(label("keyway context 1 key id"))).getLong();
  }

  private static byte[] label(String label) {
    return label.getBytes(StandardCharsets.US_ASCII);
  }

  long id() {
    return id;
  }

  byte[] sign(byte[] text, int length) {
    return signer.of(text, 0, length);
  }

  @Override
  public String toString() {
    return "ContextKey(" + Long.toHexString(id) + ")";
  }
}
