package dev.keyway.classify;

import dev.keyway.document.JsonExcerpt;
import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import dev.keyway.scan.ByteSearch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds errors that come under a successful status. Answers are many and may be megabytes, errors
 * are few and small, so an answer is parsed only when its first {@value JsonExcerpt#MOST_BYTES}
 * bytes hold the JSON string {@code "error"} with something behind it; most cost one scan of those
 * bytes, and none costs more than that and one parse of them. An error that stands further back in
 * a larger answer is not found: by then the answer has content.
 */
final class HiddenErrors {

  private static final String MARK = "\"error\"";
  private static final ByteSearch SEARCH = ByteSearch.of(MARK.getBytes(StandardCharsets.US_ASCII));
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private HiddenErrors() {}

  /** The error in an answer with a status of 2xx, or null. */
  static @Nullable ErrorBody in(Headers headers, ByteSlice body) {
    boolean json = isJson(headers) || beginsAsJson(body);
    return json && mayHold(body) ? ErrorBody.hiddenIn(body) : null;
  }

  /** Whatever its content type says: errors come as text, and in the place of sound. */
  private static boolean beginsAsJson(ByteSlice body) {
    return body.length() > 0 && body.bytes()[body.offset()] == '{';
  }

  private static boolean isJson(Headers headers) {
    String type = headers.first("content-type");
    return type == null || type.toLowerCase(Locale.ROOT).contains("json");
  }

  /**
   * Whether some {@code "error"} is more than the {@code "error": null} of every Responses answer.
   */
  static boolean mayHold(ByteSlice body) {
    byte[] bytes = body.bytes();
    int end = body.offset() + Math.min(body.length(), JsonExcerpt.MOST_BYTES);
    int at = SEARCH.firstIn(bytes, body.offset(), end);
    while (at >= 0) {
      int behind = at + MARK.length();
      if (!isNull(bytes, behind, end)) {
        return true;
      }
      at = SEARCH.firstIn(bytes, behind, end);
    }
    return false;
  }

  private static boolean isNull(byte[] bytes, int start, int end) {
    int colon = skipBlanks(bytes, start, end);
    return colon < end
        && bytes[colon] == ':'
        && holds(bytes, skipBlanks(bytes, colon + 1, end), end, NULL);
  }

  private static int skipBlanks(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end
        && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
      at++;
    }
    return at;
  }

  private static boolean holds(byte[] bytes, int at, int end, byte[] wanted) {
    return at + wanted.length <= end
        && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
  }
}
