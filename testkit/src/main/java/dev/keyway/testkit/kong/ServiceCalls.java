package dev.keyway.testkit.kong;

import dev.keyway.testkit.openresty.Chance;
import java.util.List;
import java.util.Map;

/** {@code kong.service.request}: what goes upstream. */
final class ServiceCalls {

  static final Map<String, Pdk.Call> ALL =
      Map.of(
          "kong.service.request.set_headers", ServiceCalls::setHeaders,
          "kong.service.request.set_header", ServiceCalls::setHeader,
          "kong.service.request.add_header", ServiceCalls::addHeader,
          "kong.service.request.clear_header", ServiceCalls::clearHeader,
          "kong.service.request.set_path", ServiceCalls::setPath);

  private ServiceCalls() {}

  /** All values are looked at before one is set. */
  private static Pdk.Reply setHeaders(KongRequest request, String argument, Chance chance) {
    Map<String, Object> headers = LuaValue.readStruct(argument);
    headers.forEach(HeaderValues::lines);
    headers.forEach((name, value) -> set(request, name, HeaderValues.lines(name, value)));
    return Pdk.Reply.NOTHING;
  }

  private static Pdk.Reply setHeader(KongRequest request, String argument, Chance chance) {
    Message pair = Message.parse(argument);
    String name = pair.string(1);
    set(request, name, HeaderValues.lines(name, LuaValue.read(pair.string(2))));
    return Pdk.Reply.NOTHING;
  }

  private static void set(KongRequest request, String name, List<String> lines) {
    if (lines.isEmpty()) {
      request.clearHeader(name);
    } else {
      request.setHeader(name, lines);
    }
  }

  private static Pdk.Reply addHeader(KongRequest request, String argument, Chance chance) {
    Message pair = Message.parse(argument);
    String name = pair.string(1);
    HeaderValues.lines(name, LuaValue.read(pair.string(2)))
        .forEach(line -> request.addHeader(name, line));
    return Pdk.Reply.NOTHING;
  }

  private static Pdk.Reply clearHeader(KongRequest request, String argument, Chance chance) {
    request.clearHeader(Pdk.text(argument));
    return Pdk.Reply.NOTHING;
  }

  private static Pdk.Reply setPath(KongRequest request, String argument, Chance chance) {
    request.upstreamPath(Pdk.text(argument));
    return Pdk.Reply.NOTHING;
  }
}
