package dev.keyway.testkit.kong;

import dev.keyway.testkit.openresty.Chance;
import dev.keyway.testkit.openresty.Lua;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code kong.client}. */
final class ClientCalls {

  static final Map<String, Pdk.Call> ALL =
      Map.of(
          "kong.client.get_consumer",
          (request, argument, chance) -> {
            request.asked();
            return consumer(request.consumer(), chance);
          },
          "kong.client.get_credential",
          (request, argument, chance) -> Pdk.string(request.credential(), chance),
          "kong.client.get_ip",
          (request, argument, chance) -> Pdk.string(request.client().ip(), chance),
          // Kong trusts no address here, so the client is who connected.
          "kong.client.get_forwarded_ip",
          (request, argument, chance) -> Pdk.string(request.client().ip(), chance),
          "kong.client.get_port",
          (request, argument, chance) -> Pdk.number(request.client().port(), chance));

  private ClientCalls() {}

  private static Pdk.Reply consumer(@Nullable KongConsumer consumer, Chance chance) {
    if (consumer == null) {
      return Pdk.Reply.NOTHING;
    }
    MessageWriter written =
        new MessageWriter()
            .string(1, consumer.id())
            .number(2, consumer.createdAt())
            .strings(5, consumer.tags().stream().map(Lua::utf8).toList());
    if (consumer.username() != null) {
      written.string(3, Lua.utf8(consumer.username()));
    }
    if (consumer.customId() != null) {
      written.string(4, Lua.utf8(consumer.customId()));
    }
    return new Pdk.Reply.Frame(written.message(chance));
  }
}
