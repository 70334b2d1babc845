package dev.keyway.testkit.kong;

import dev.keyway.testkit.openresty.Chance;
import dev.keyway.testkit.openresty.Lua;
import dev.keyway.testkit.openresty.LuaError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code kong.router}. */
final class RouterCalls {

  static final Map<String, Pdk.Call> ALL =
      Map.of(
          "kong.router.get_route",
          (request, argument, chance) ->
              new Pdk.Reply.Frame(route(request.route(), chance).message(chance)),
          "kong.router.get_service",
          (request, argument, chance) ->
              new Pdk.Reply.Frame(service(request.service()).message(chance)));

  private RouterCalls() {}

  /** Headers to match on are a map in Kong and strings in the protocol: they are left out. */
  private static MessageWriter route(Map<String, Object> route, Chance chance) {
    for (String records : List.of("sources", "destinations")) {
      if (route.containsKey(records)) {
        throw new LuaError(
            "bad argument #2 to 'encode' (string expected for field '%s', got table)"
                .formatted(records));
      }
    }
    return new MessageWriter()
        .string(1, text(route.get("id")))
        .string(4, text(route.get("name")))
        .strings(5, texts(route.get("protocols")))
        .strings(6, texts(route.get("methods")))
        .strings(7, texts(route.get("hosts")))
        .strings(8, texts(route.get("paths")))
        .number(10, number(route.get("https_redirect_status_code")))
        .number(12, Boolean.TRUE.equals(route.get("strip_path")) ? 1 : 0)
        .number(13, Boolean.TRUE.equals(route.get("preserve_host")) ? 1 : 0)
        .strings(17, texts(route.get("tags")))
        .string(18, key(route.get("service"), chance));
  }

  private static MessageWriter service(Map<String, Object> service) {
    return new MessageWriter()
        .string(1, text(service.get("id")))
        .string(4, text(service.get("name")))
        .string(6, text(service.get("protocol")))
        .string(7, text(service.get("host")))
        .number(8, number(service.get("port")))
        .string(9, text(service.get("path")));
  }

  private static @Nullable String key(@Nullable Object reference, Chance chance) {
    return reference instanceof Map<?, ?> entity
        ? new MessageWriter().string(1, text(entity.get("id"))).message(chance)
        : null;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : Lua.utf8(value.toString());
  }

  private static long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }

  private static List<String> texts(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream().map(each -> Lua.utf8(each.toString())).toList()
        : List.of();
  }
}
