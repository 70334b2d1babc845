package dev.keyway.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;

/** Texts of every kind that prompts hold. */
final class Texts {

  private Texts() {}

  /** English: this repository's own. */
  static String prose(int length) {
    return repeated(read("../docs/failover.md") + read("../RATIONALE.md"), length);
  }

  /** Source text: this repository's own. */
  static String source(int length) {
    String room = "src/main/java/dev/keyway/";
    return repeated(
        read(room + "Exchange.java") + read(room + "request/PromptReader.java"), length);
  }

  /** A file that a client put into its message. */
  static String base64(int length) {
    byte[] bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes).substring(0, length);
  }

  /** Letters without a word's end: what takes tokenizers longest. */
  static String letters(int length) {
    StringBuilder text = new StringBuilder(length);
    new Random(2).ints(length, 'a', 'z' + 1).forEach(c -> text.append((char) c));
    return text.toString();
  }

  /** Characters of every plane, without halves of pairs. */
  static String random(Random random, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      int limit = random.nextBoolean() ? 0x80 : 0x1F700;
      int c = random.nextInt(limit);
      text.appendCodePoint(c >= 0xD800 && c < 0xE000 ? ' ' : c);
    }
    return text.toString();
  }

  private static String repeated(String text, int length) {
    return text.repeat(length / text.length() + 1).substring(0, length);
  }

  private static String read(String path) {
    try {
      return Files.readString(Path.of(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
