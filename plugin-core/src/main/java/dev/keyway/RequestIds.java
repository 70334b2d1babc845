package dev.keyway;

import java.util.concurrent.ThreadLocalRandom;

/** Ids of requests: 26 letters and digits, random enough never to collide, and nothing more. */
public final class RequestIds {

  private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();

  private RequestIds() {}

  /** A new one. */
  public static String next() {
    char[] id = new char[26];
    ThreadLocalRandom random = ThreadLocalRandom.current();
    for (int half = 0; half < 2; half++) {
      long bits = random.nextLong();
      for (int i = 0; i < 13; i++) {
        id[half * 13 + i] = ALPHABET[(int) (bits & 31)];
        bits >>>= 5;
      }
    }
    return new String(id);
  }
}
