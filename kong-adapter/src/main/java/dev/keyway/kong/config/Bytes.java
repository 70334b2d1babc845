package dev.keyway.kong.config;

import java.nio.charset.StandardCharsets;

/** Lengths as Kong counts them. */
final class Bytes {

  private Bytes() {}

  static int of(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
