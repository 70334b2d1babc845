package dev.keyway.testkit.kong;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;

/** One thing that happened between Kong and the server it was recorded with. */
sealed interface Step {

  /** Which connection it happened on, in the order the server took them, from 1. */
  int connection();

  /** Kong connects. */
  record Open(int connection) implements Step {}

  /**
   * Kong sends a frame.
   *
   * @param payload without its length
   * @param type what it is, by protobuf's name
   */
  record Sent(int connection, String payload, String type) implements Step {}

  /** The server sends these bytes: a frame, or a part of one. */
  record Answer(int connection, byte[] bytes) implements Step {}

  /**
   * The server closes.
   *
   * @param listenerToo whether it then listens no more
   */
  record Close(int connection, boolean listenerToo) implements Step {}

  /** Kong closes. */
  record Closed(int connection) implements Step {}

  /** The type of a frame that is no reply to a function. */
  String CALL = "kong_plugin_protocol.RpcCall";

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
    byte[] frame = HexFormat.of().parseHex(json.path("hex").asText());
    if (json.path("from").asText().equals("server")) {
      return new Answer(connection, frame);
    }
    String payload = Lua.string(frame).substring(4);
    return new Sent(connection, payload, json.at("/decoded/type").asText(CALL));
  }
}
