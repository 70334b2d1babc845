package dev.keyway.apisix.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.api7.A6.PrepareConf.Req;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Objects;

/** A configuration that APISIX wants prepared. */
record ConfRequest(ConfKey key, List<Entry> entries) {

  /**
   * @throws Malformed when the message is none
   */
  static ConfRequest read(ByteBuffer message) {
    ReadTexts texts = new ReadTexts(message.remaining());
    return ReadTexts.checked(() -> {
      Req request = Req.getRootAsReq(message);
      String key = texts.text(request.keyAsByteBuffer());
      return new ConfRequest(
          new ConfKey(Objects.requireNonNullElse(key, "")),
          texts.entries(request.confLength(), request::conf));
    });
  }

  /** The same for equal configurations alone. */
  byte[] identity() {
    MessageDigest digest = sha256();
    add(digest, key.text());
    for (Entry entry : entries) {
      add(digest, entry.name());
      add(digest, Objects.requireNonNullElse(entry.value(), ""));
    }
    return digest.digest();
  }

  /** With its length in front, so that no two lists of texts run into the same bytes. */
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
