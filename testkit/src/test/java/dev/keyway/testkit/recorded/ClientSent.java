package dev.keyway.testkit.recorded;

import dev.keyway.http.Headers;
import dev.keyway.testkit.openresty.Lua;
import java.util.List;

/**
 * A request as a client sent it.
 *
 * @param shown of its body; a file cuts long ones short
 */
public record ClientSent(String method, String target, Headers headers, String shown) {

  /** Ends what a file cuts short. */
  private static final String CUT = "…";

  /** Reads the text that a recording has of one. */
  public static ClientSent parse(String text) {
    int end = text.indexOf("\r\n\r\n");
    List<String> head = (end < 0 ? text : text.substring(0, end)).lines().toList();
    String[] line = head.getFirst().split(" ", -1);
    Headers.Builder headers = Headers.builder();
    for (String each : head.subList(1, head.size())) {
      int colon = each.indexOf(':');
      if (!each.contains(CUT)) {
        headers.add(each.substring(0, colon), each.substring(colon + 1).strip());
      }
    }
    return new ClientSent(
        line[0], line[1], headers.build(), end < 0 ? "" : text.substring(end + 4));
  }

  /** The whole of it: what is cut off was all {@code x}. Empty when there is none. */
  public byte[] body() {
    String length = headers.first("content-length");
    if (length == null) {
      return new byte[0];
    }
    int cut = shown.indexOf(CUT);
    String start = cut < 0 ? shown : shown.substring(0, cut);
    int missing = Math.max(0, Integer.parseInt(length) - start.length());
    return Lua.bytes((start + "x".repeat(missing)).substring(0, Integer.parseInt(length)));
  }
}
