package dev.keyway.testkit.kong;

import dev.keyway.http.Headers;
import dev.keyway.testkit.openresty.Chance;
import dev.keyway.testkit.openresty.Lua;
import dev.keyway.testkit.openresty.LuaError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code kong.request}. */
final class RequestCalls {

  /** The most headers that may be asked for. */
  private static final int MOST = 1000;

  static final Map<String, Pdk.Call> ALL =
      Map.ofEntries(
          Map.entry(
              "kong.request.get_scheme", (request, argument, chance) -> Pdk.string("http", chance)),
          Map.entry(
              "kong.request.get_host",
              (request, argument, chance) -> Pdk.string(request.headers().first("host"), chance)),
          Map.entry(
              "kong.request.get_method",
              (request, argument, chance) -> Pdk.string(request.method(), chance)),
          Map.entry(
              "kong.request.get_path",
              (request, argument, chance) -> Pdk.string(decoded(request.path()), chance)),
          Map.entry(
              "kong.request.get_path_with_query",
              (request, argument, chance) -> Pdk.string(request.target(), chance)),
          Map.entry(
              "kong.request.get_raw_query",
              (request, argument, chance) -> Pdk.string(request.query(), chance)),
          Map.entry(
              "kong.request.get_query_arg",
              (request, argument, chance) ->
                  Pdk.string(queryArgument(request.query(), Pdk.text(argument)), chance)),
          Map.entry(
              "kong.request.get_header",
              (request, argument, chance) ->
                  Pdk.string(request.headers().first(Pdk.text(argument)), chance)),
          Map.entry("kong.request.get_headers", RequestCalls::headers),
          Map.entry("kong.request.get_raw_body", RequestCalls::body));

  private RequestCalls() {}

  /** The first lines, by name in lower case; a name that comes again has a list. */
  private static Pdk.Reply headers(KongRequest request, String argument, Chance chance) {
    long limit = Message.parse(argument).number(1);
    if (limit < 1) {
      throw new LuaError("max_headers must be >= 1");
    }
    if (limit > MOST) {
      throw new LuaError("max_headers must be <= " + MOST);
    }
    Headers.Builder shown = Headers.builder();
    List<String> values = new ArrayList<>();
    request
        .headers()
        .forEach((name, value) -> {
          if (values.size() < limit) {
            values.add(value);
            shown.add(name, value);
          }
        });
    return new Pdk.Reply.Frame(LuaValue.writeStruct(table(shown.build()), chance));
  }

  private static Map<String, Object> table(Headers headers) {
    Map<String, Object> table = new LinkedHashMap<>();
    for (String name : headers.names()) {
      List<String> values = headers.all(name);
      table.put(name.toLowerCase(Locale.ROOT), values.size() == 1 ? values.getFirst() : values);
    }
    return table;
  }

  private static Pdk.Reply body(KongRequest request, String argument, Chance chance) {
    MessageWriter result = new MessageWriter();
    if (request.bodyFile() == null) {
      result.present(1, Lua.string(request.body()));
    } else {
      result.string(2, request.bodyFile().toString());
    }
    return new Pdk.Reply.Frame(result.message(chance));
  }

  private static @Nullable String queryArgument(String query, String name) {
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && decoded(pair.substring(0, equals)).equals(name)) {
        return decoded(pair.substring(equals + 1).replace('+', ' '));
      }
    }
    return null;
  }

  private static String decoded(String escaped) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < escaped.length(); i++) {
      char each = escaped.charAt(i);
      if (each == '%' && escaped.substring(i).matches("(?s)%\\p{XDigit}{2}.*")) {
        text.append((char) Integer.parseInt(escaped.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        text.append(each);
      }
    }
    return text.toString();
  }
}
