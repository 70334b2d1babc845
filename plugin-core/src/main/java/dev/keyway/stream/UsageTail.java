package dev.keyway.stream;

import static dev.keyway.stream.AnswerJson.ascii;

import dev.keyway.http.ByteSlice;
import dev.keyway.scan.JsonTokens;
import dev.keyway.scan.MalformedJsonException;
import java.util.Arrays;

/**
 * Finds usage in the end of JSON that is too long to be read whole: an image in base64, the vectors
 * of embeddings, the event that repeats a long answer. What was used stands behind it. Inside a
 * JSON string a quote is escaped, so text that speaks of {@code "usage"} is not taken for it.
 */
final class UsageTail {

  /** Behind the usage of a response come at most its metadata: 16 pairs of 64 and 512 letters. */
  static final int BYTES = 16 * 1024;

  private static final byte[] USAGE = ascii("\"usage\"");

  private UsageTail() {}

  /** Reads the last usage in these bytes, where there is one. */
  static void read(ByteSlice tail, ReportedUsage usage) {
    int object = find(tail);
    if (object >= 0) {
      int length = tail.offset() + tail.length() - object;
      readObject(new ByteSlice(tail.bytes(), object, length), usage);
    }
  }

  /** Where the last usage in these bytes begins, or -1. One that is null is none. */
  static int find(ByteSlice json) {
    byte[] bytes = json.bytes();
    int end = json.offset() + json.length();
    for (int at = end - USAGE.length; at >= json.offset(); at--) {
      if (bytes[at] == '"' && Arrays.equals(bytes, at, at + USAGE.length, USAGE, 0, USAGE.length)) {
        int object = objectBehind(bytes, at + USAGE.length, end);
        if (object >= 0) {
          return object;
        }
      }
    }
    return -1;
  }

  /** Reads usage from the value that begins here. */
  static void readObject(ByteSlice object, ReportedUsage usage) {
    try {
      usage.read(new JsonTokens(object.bytes(), object.offset(), object.length()));
    } catch (MalformedJsonException e) {
      // Cut off in the middle: what was read until there stands.
    }
  }

  /** Where an object begins behind a colon, or -1. */
  private static int objectBehind(byte[] bytes, int from, int end) {
    int colon = skipBlanks(bytes, from, end);
    if (colon == end || bytes[colon] != ':') {
      return -1;
    }
    int value = skipBlanks(bytes, colon + 1, end);
    return value < end && bytes[value] == '{' ? value : -1;
  }

  private static int skipBlanks(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] <= ' ' && bytes[at] >= 0) {
      at++;
    }
    return at;
  }
}
