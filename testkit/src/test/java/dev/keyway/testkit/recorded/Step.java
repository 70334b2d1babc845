package dev.keyway.testkit.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keyway.testkit.openresty.Lua;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One thing that happened between a gateway and the server it was recorded with. */
public sealed interface Step {

  /** Which connection it happened on, in the order the server took them, from 1. */
  int connection();

  /** The gateway connects. */
  record Open(int connection) implements Step {}

  /**
   * The gateway sends a frame.
   *
   * @param frame with its header
   * @param type what it is, where the recording says so
   */
  record Sent(int connection, byte[] frame, String type) implements Step {

    /** What follows the header. */
    public String payload() {
      return Lua.string(frame).substring(HEADER_BYTES);
    }
  }

  /** The server sends these bytes: a frame, or a part of one. */
  record Answer(int connection, byte[] bytes) implements Step {}

  /**
   * The server closes.
   *
   * @param listenerToo whether it then listens no more
   */
  record Close(int connection, boolean listenerToo) implements Step {}

  /** The gateway closes. */
  record Closed(int connection) implements Step {}

  int HEADER_BYTES = 4;

  /** Of a long frame. */
  Pattern CUT = Pattern.compile("only the first \\d+ of (\\d+) bytes are listed");

  static Step read(JsonNode json) {
    int connection = json.path("conn").asInt();
    String event = json.path("event").asText();
    if (event.startsWith("open")) {
      return new Open(connection);
    }
    if (event.startsWith("close (by the server")) {
      return new Close(connection, event.contains("listener goes away"));
    }
    if (event.startsWith("close")) {
      return new Closed(connection);
    }
    byte[] frame = whole(HexFormat.of().parseHex(json.path("hex").asText()), json);
    return json.path("from").asText().equals("server")
        ? new Answer(connection, frame)
        : new Sent(connection, frame, json.at("/decoded/type").asText());
  }

  /** The last byte that is listed of a long frame goes on to its end. */
  private static byte[] whole(byte[] listed, JsonNode json) {
    Matcher cut = CUT.matcher(json.path("note").asText());
    if (!cut.matches()) {
      return listed;
    }
    byte[] whole = Arrays.copyOf(listed, Integer.parseInt(cut.group(1)));
    Arrays.fill(whole, listed.length, whole.length, listed[listed.length - 1]);
    return whole;
  }
}
