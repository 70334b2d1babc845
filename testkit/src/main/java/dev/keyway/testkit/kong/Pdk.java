package dev.keyway.testkit.kong;

import dev.keyway.testkit.openresty.Chance;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The functions that a plugin server may call ({@code kong/include/kong/pluginsocket.proto}), as
 * far as adapters want them.
 */
final class Pdk {

  private static final Map<String, Call> CALLS = calls();

  private Pdk() {}

  /** A function: reads its argument, acts on the request, writes its reply; empty is nil. */
  interface Call {
    Reply on(KongRequest request, String argument, Chance chance);
  }

  /** What a call leads to. */
  sealed interface Reply {

    /** Nil. */
    Frame NOTHING = new Frame("");

    /** The server gets this frame. */
    record Frame(String payload) implements Reply {}

    /** The request is over, and no frame comes. */
    record Exit(Outcome.Answered answer) implements Reply {}
  }

  private static Map<String, Call> calls() {
    Map<String, Call> calls = new HashMap<>();
    calls.putAll(ClientCalls.ALL);
    calls.putAll(RequestCalls.ALL);
    calls.putAll(ServiceCalls.ALL);
    calls.putAll(RouterCalls.ALL);
    calls.putAll(OtherCalls.ALL);
    return calls;
  }

  /** The function of this name, or null. */
  static @Nullable Call find(String method) {
    return CALLS.get(method);
  }

  /** A reply of {@code String}. */
  static Reply string(@Nullable String value, Chance chance) {
    return new Reply.Frame(new MessageWriter().string(1, value).message(chance));
  }

  /** A reply of {@code Int}. */
  static Reply number(long value, Chance chance) {
    return new Reply.Frame(new MessageWriter().number(1, value).message(chance));
  }

  /** The only field of an argument of {@code String}. */
  static String text(String argument) {
    return Message.parse(argument).string(1);
  }
}
