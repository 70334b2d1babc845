package dev.keyway.relay;

import dev.keyway.http.ByteSlice;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What an answer seems to be by how it begins, whatever its content type says. */
enum FirstBytes {
  /** Nothing but blanks, or too few to tell. */
  NOTHING_YET,
  /** JSON: an object or a list. */
  JSON,
  /** A stream of server-sent events, by its first line. */
  EVENTS,
  /** A page for people, or XML. */
  MARKUP,
  /** Something else. */
  OTHER;

  /** The fields of events (WHATWG HTML, section 9.2.6). */
  private static final List<String> FIELDS = List.of("data:", "event:", "id:", "retry:");

  private static final int LONGEST_FIELD = 6;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  static FirstBytes of(ByteSlice body) {
    int end = body.offset() + body.length();
    int at = afterMark(body, end);
    while (at < end && body.bytes()[at] <= ' ' && body.bytes()[at] >= 0) {
      at++;
    }
    if (at == end) {
      return NOTHING_YET;
    }
    return switch (body.bytes()[at]) {
      case '{', '[' -> JSON;
      case '<' -> MARKUP;
      case ':' -> EVENTS;
      default ->
          ofText(
              new String(
                  body.bytes(),
                  at,
                  Math.min(LONGEST_FIELD, end - at),
                  StandardCharsets.ISO_8859_1));
    };
  }

  private static FirstBytes ofText(String text) {
    if (FIELDS.stream().anyMatch(text::startsWith)) {
      return EVENTS;
    }
    return FIELDS.stream().anyMatch(field -> field.startsWith(text)) ? NOTHING_YET : OTHER;
  }

  private static int afterMark(ByteSlice body, int end) {
    int at = body.offset();
    for (byte mark : BYTE_ORDER_MARK) {
      if (at == end || body.bytes()[at] != mark) {
        return body.offset();
      }
      at++;
    }
    return at;
  }
}
