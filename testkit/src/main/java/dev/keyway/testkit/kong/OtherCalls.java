package dev.keyway.testkit.kong;

import dev.keyway.http.Headers;
import dev.keyway.testkit.openresty.Chance;
import dev.keyway.testkit.openresty.Lua;
import dev.keyway.testkit.openresty.LuaError;
import java.util.HashMap;
import java.util.Map;

/** {@code kong.response}, {@code kong.ctx}, {@code kong.nginx} and {@code kong.log}. */
final class OtherCalls {

  static final Map<String, Pdk.Call> ALL = all();

  private static final int LEAST_STATUS = 100;
  private static final int MOST_STATUS = 599;

  private OtherCalls() {}

  private static Map<String, Pdk.Call> all() {
    Map<String, Pdk.Call> all = new HashMap<>();
    all.put("kong.response.exit", OtherCalls::exit);
    all.put("kong.ctx.shared.get", OtherCalls::getShared);
    all.put("kong.ctx.shared.set", OtherCalls::setShared);
    all.put("kong.nginx.get_var", OtherCalls::variable);
    all.put("kong.nginx.get_subsystem", (request, argument, chance) -> Pdk.string("http", chance));
    for (String level : new String[] {"alert", "crit", "err", "warn", "notice", "info", "debug"}) {
      all.put("kong.log." + level, (request, argument, chance) -> Pdk.Reply.NOTHING);
    }
    return all;
  }

  /** Ends the request at once: the function doesn't return, so no reply is ever written. */
  private static Pdk.Reply exit(KongRequest request, String argument, Chance chance) {
    Message arguments = Message.parse(argument);
    int status = (int) arguments.number(1);
    if (status < LEAST_STATUS || status > MOST_STATUS) {
      throw new LuaError(
          "code must be a number between %d and %d".formatted(LEAST_STATUS, MOST_STATUS));
    }
    Headers.Builder headers = Headers.builder();
    LuaValue.readStruct(arguments.string(3))
        .forEach((name, value) ->
            HeaderValues.lines(name, value).forEach(line -> headers.add(name, line)));
    byte[] body = Lua.bytes(arguments.string(2));
    return new Pdk.Reply.Exit(new Outcome.Answered(status, body, headers.build()));
  }

  private static Pdk.Reply getShared(KongRequest request, String argument, Chance chance) {
    Object value = request.shared().get(Pdk.text(argument));
    return new Pdk.Reply.Frame(LuaValue.write(value, chance));
  }

  private static Pdk.Reply setShared(KongRequest request, String argument, Chance chance) {
    Message pair = Message.parse(argument);
    Object value = LuaValue.read(pair.string(2));
    if (value == null) {
      request.shared().remove(pair.string(1));
    } else {
      request.shared().put(pair.string(1), value);
    }
    return Pdk.Reply.NOTHING;
  }

  private static Pdk.Reply variable(KongRequest request, String argument, Chance chance) {
    String name = Pdk.text(argument);
    return switch (name) {
      case "request_uri" -> Pdk.string(request.target(), chance);
      case "request_method" -> Pdk.string(request.method(), chance);
      case "remote_addr" -> Pdk.string(request.client().ip(), chance);
      default -> Pdk.string(null, chance);
    };
  }
}
