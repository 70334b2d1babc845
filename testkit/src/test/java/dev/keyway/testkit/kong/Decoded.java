package dev.keyway.testkit.kong;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyway.testkit.openresty.Lua;
import dev.keyway.testkit.recorded.Protocol;
import dev.keyway.testkit.recorded.Step;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a frame of Kong's says, whatever the order in which it says it. */
final class Decoded implements Protocol {

  /** The type of a frame that is no reply to a function. */
  static final String CALL = "kong_plugin_protocol.RpcCall";

  private static final ObjectMapper JSON = new ObjectMapper();

  static boolean isCall(Step.Sent sent) {
    return sent.type().isEmpty() || sent.type().equals(CALL);
  }

  @Override
  public int payloadBytes(ByteBuffer header) {
    return header.order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  @Override
  public Object said(byte[] frame, String type) {
    return of(Lua.string(frame).substring(Step.HEADER_BYTES), type.isEmpty() ? CALL : type);
  }

  /**
   * Something that is equal for frames that say the same.
   *
   * @param type the message's, by protobuf's name
   */
  static Object of(String payload, String type) {
    return switch (type) {
      case CALL -> call(payload);
      case "google.protobuf.Struct" -> LuaValue.readStruct(payload);
      case "google.protobuf.Value" -> {
        Message value = Message.parse(payload);
        yield List.of(value.numbers(), value.number(1), String.valueOf(LuaValue.read(payload)));
      }
      case "kong_plugin_protocol.RawBodyResult" -> body(payload);
      default -> Message.parse(payload);
    };
  }

  private static Object call(String payload) {
    Map<Integer, Object> call = new HashMap<>(Message.parse(payload).fields());
    call.computeIfPresent(33, (field, start) -> start(Message.parse(last(start))));
    call.computeIfPresent(35, (field, close) -> Message.parse(last(close)));
    call.computeIfPresent(36, (field, event) -> Message.parse(last(event)));
    return call;
  }

  private static String last(Object values) {
    return ((List<?>) values).getLast().toString();
  }

  private static Object start(Message start) {
    return List.of(start.string(1), config(start.string(2)));
  }

  /** The JSON of a configuration. */
  static Map<String, Object> config(String lua) {
    String text = new String(Lua.bytes(lua), StandardCharsets.UTF_8);
    try {
      Map<String, Object> config = new HashMap<>();
      JSON.readTree(text)
          .properties()
          .forEach(field ->
              config.put(field.getKey(), JSON.convertValue(field.getValue(), Object.class)));
      return config;
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  /** Where Kong wrote a body is its own affair. */
  private static Object body(String payload) {
    Message result = Message.parse(payload);
    return result.numbers().equals(List.of(2)) ? "in a file" : result;
  }
}
