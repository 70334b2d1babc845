package dev.keyway.apisix.runner;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** APISIX's texts, which are whatever bytes a client sent or an operator configured. */
final class Texts {

  private Texts() {}

  static String read(ByteBuffer bytes) {
    try {
      return UTF_8.newDecoder().decode(bytes.duplicate()).toString();
    } catch (CharacterCodingException none) {
      return ISO_8859_1.decode(bytes).toString();
    }
  }
}
