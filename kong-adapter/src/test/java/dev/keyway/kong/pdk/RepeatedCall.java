package dev.keyway.kong.pdk;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dev.keyway.kong.pdk.Recording.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A recorded call, made anew through the API. */
final class RepeatedCall {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RepeatedCall() {}

  @FunctionalInterface
  private interface Maker {
    @Nullable Object make(Kong kong, JsonNode arguments) throws KongGoneException;
  }

  /** Makes the call without a result. */
  @FunctionalInterface
  private interface Teller {
    void tell(Kong kong, JsonNode arguments) throws KongGoneException;
  }

  private static Maker told(Teller teller) {
    return (kong, arguments) -> {
      teller.tell(kong, arguments);
      return null;
    };
  }

  private static final Map<String, Maker> MAKERS =
      Map.ofEntries(
          entry("kong.client.get_consumer", (kong, no) -> consumer(kong.client().consumer())),
          entry("kong.client.get_credential", (kong, no) -> kong.client().credential()),
          entry("kong.client.get_ip", (kong, no) -> kong.client().ip()),
          entry("kong.client.get_port", (kong, no) -> kong.client().port()),
          entry("kong.request.get_method", (kong, no) -> kong.request().method()),
          entry("kong.request.get_scheme", (kong, no) -> kong.request().scheme()),
          entry("kong.request.get_host", (kong, no) -> kong.request().host()),
          entry("kong.request.get_path", (kong, no) -> kong.request().path()),
          entry("kong.request.get_path_with_query", (kong, no) -> kong.request().pathWithQuery()),
          entry("kong.request.get_raw_query", (kong, no) -> kong.request().rawQuery()),
          entry("kong.request.get_header", (kong, args) -> kong.request().header(text(args))),
          entry(
              "kong.request.get_headers",
              (kong, args) -> unlisted(kong.request().headers(args.path("v").asInt()))),
          entry("kong.request.get_raw_body", (kong, no) -> body(kong.request().rawBody())),
          entry("kong.router.get_route", (kong, no) -> entity(kong.router().route())),
          entry("kong.router.get_service", (kong, no) -> entity(kong.router().service())),
          entry("kong.nginx.get_var", (kong, args) -> kong.nginx().variable(text(args))),
          entry("kong.ctx.shared.get", (kong, args) -> kong.shared().get(text(args))),
          entry(
              "kong.ctx.shared.set",
              told((kong, args) -> kong.shared().set(key(args), java(args.path("v"))))),
          entry(
              "kong.service.request.set_headers",
              told((kong, args) -> kong.service().request().setHeaders(headers(args)))),
          entry(
              "kong.service.request.set_header",
              told((kong, args) -> kong.service().request().setHeader(key(args), text(args)))),
          entry(
              "kong.service.request.add_header",
              told((kong, args) -> kong.service().request().addHeader(key(args), text(args)))),
          entry(
              "kong.service.request.clear_header",
              told((kong, args) -> kong.service().request().clearHeader(text(args)))),
          entry(
              "kong.service.request.set_path",
              told((kong, args) -> kong.service().request().setPath(text(args)))),
          entry(
              "kong.response.exit",
              told((kong, args) ->
                  kong.response()
                      .exit(
                          args.path("status").asInt(),
                          bytes(args.path("body")),
                          headers(args.path("headers"))))));

  /** Whether the API has this function, and takes such arguments. */
  static boolean isPossible(Call call) {
    JsonNode arguments = call.decoded().path("pdk_args");
    return MAKERS.containsKey(call.function())
        && !call.decoded().has("pdk_args_raw")
        && (!call.function().endsWith("set_headers") || areHeaders(arguments));
  }

  /** Whether the API takes no such arguments, since Kong would end the request with 500. */
  static boolean isRefused(Call call) {
    JsonNode arguments = call.decoded().path("pdk_args");
    return switch (call.function()) {
      case "kong.response.exit" -> arguments.path("status").asInt() == 0;
      case "kong.request.get_headers" -> arguments.path("v").asInt() == 0;
      default -> false;
    };
  }

  /** Whether the other library could read Kong's reply: it can't when a text is no UTF-8. */
  static boolean isReadable(Call call) {
    return !call.reply().orElseThrow().decoded().has("as latin-1");
  }

  private static boolean areHeaders(JsonNode values) {
    for (JsonNode value : values) {
      for (JsonNode each : value.isArray() ? value : List.of(value)) {
        if (!each.isTextual()) {
          return false;
        }
      }
    }
    return true;
  }

  /** Makes it, and returns what Kong replied in the shape in which recordings show it. */
  static @Nullable Object make(Kong kong, Call call) throws KongGoneException {
    return MAKERS.get(call.function()).make(kong, call.decoded().path("pdk_args"));
  }

  /** What {@link #make} is to return by the other library's word. */
  static @Nullable Object expected(Call call) {
    JsonNode reply = call.reply().orElseThrow().decoded().path("pdk_reply");
    if (reply.asText().equals("(empty frame)")) {
      return call.function().endsWith("get_headers") ? Map.of() : null;
    }
    return switch (call.function()) {
      case "kong.client.get_consumer" -> only(reply, "id", "username", "custom_id", "tags");
      case "kong.client.get_credential" -> reply.path("id").asText();
      case "kong.router.get_route", "kong.router.get_service" -> only(reply, "id", "name");
      case "kong.ctx.shared.get", "kong.request.get_headers", "kong.request.get_raw_body" ->
          java(reply);
      default -> java(reply.path("v"));
    };
  }

  private static Map<String, Object> only(JsonNode reply, String... names) {
    Map<String, Object> only = new LinkedHashMap<>();
    for (String name : names) {
      if (reply.has(name)) {
        only.put(name, java(reply.path(name)));
      }
    }
    return only;
  }

  private static @Nullable Object consumer(@Nullable Consumer consumer) {
    if (consumer == null) {
      return null;
    }
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", consumer.id());
    if (consumer.username() != null) {
      shown.put("username", consumer.username());
    }
    if (consumer.customId() != null) {
      shown.put("custom_id", consumer.customId());
    }
    if (!consumer.tags().isEmpty()) {
      shown.put("tags", consumer.tags());
    }
    return shown;
  }

  private static @Nullable Object entity(Router.@Nullable Entity entity) {
    return entity == null ? null : Map.of("id", entity.id(), "name", entity.name());
  }

  private static Map<String, String> body(RawBody body) {
    return switch (body) {
      case RawBody.Content(byte[] bytes) ->
          Map.of("content", Base64.getEncoder().encodeToString(bytes));
      case RawBody.File(var path) -> Map.of("body_filepath", path.toString());
      case RawBody.Unavailable(String reason) -> Map.of("error", reason);
    };
  }

  private static Map<String, Object> unlisted(Map<String, List<String>> headers) {
    Map<String, Object> shown = new LinkedHashMap<>();
    headers.forEach(
        (name, values) -> shown.put(name, values.size() == 1 ? values.getFirst() : values));
    return shown;
  }

  private static Map<String, List<String>> headers(JsonNode values) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    values
        .properties()
        .forEach(header -> {
          List<String> lines = new ArrayList<>();
          JsonNode value = header.getValue();
          (value.isArray() ? value : List.of(value)).forEach(line -> lines.add(line.asText()));
          headers.put(header.getKey(), lines);
        });
    return headers;
  }

  private static byte @Nullable [] bytes(JsonNode base64) {
    try {
      return base64.isMissingNode() ? null : base64.binaryValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(JsonNode arguments) {
    return arguments.path("v").asText();
  }

  private static String key(JsonNode arguments) {
    return arguments.path("k").asText();
  }

  private static @Nullable Object java(JsonNode value) {
    return JSON.convertValue(value, Object.class);
  }

  /**
   * What arguments mean, by the library's own messages where it has them: fields and headers may
   * come in any order, and nothing at all is what an empty message says.
   */
  static Object meaning(String function, byte[] arguments) throws InvalidProtocolBufferException {
    UnknownFieldSet fields = UnknownFieldSet.parseFrom(arguments);
    return switch (function) {
      case "kong.service.request.set_headers" -> struct(arguments);
      case "kong.response.exit" ->
          List.of(
              fields.getField(1).getVarintList(),
              fields.getField(2).getLengthDelimitedList(),
              fields.hasField(3)
                  ? struct(fields.getField(3).getLengthDelimitedList().getFirst().toByteArray())
                  : struct(new byte[0]));
      case "kong.ctx.shared.set",
          "kong.service.request.set_header",
          "kong.service.request.add_header" ->
          List.of(
              fields.getField(1).getLengthDelimitedList(),
              com.google.protobuf.Value.parseFrom(
                  fields.getField(2).getLengthDelimitedList().getFirst()));
      default -> fields;
    };
  }

  private static com.google.protobuf.Struct struct(byte[] bytes)
      throws InvalidProtocolBufferException {
    return com.google.protobuf.Struct.parseFrom(bytes);
  }
}
