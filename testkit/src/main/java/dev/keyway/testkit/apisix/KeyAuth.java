package dev.keyway.testkit.apisix;

import dev.keyway.http.Headers;
import dev.keyway.testkit.apisix.Outcome.Answered;
import dev.keyway.testkit.openresty.Lua;
import org.jspecify.annotations.Nullable;

/**
 * APISIX's plugin {@code key-auth}: who calls, and the headers that tell upstream. With {@code
 * anonymous_consumer} a request without a credential passes as that consumer, and as any consumer
 * does: nothing marks it.
 */
record KeyAuth(Declaration declaration, ApisixVersion version) {

  static final String NAME = "key-auth";

  private static final int UNAUTHORIZED = 401;
  private static final String DEFAULT_HEADER = "apikey";

  /** Null when the request may go on. */
  @Nullable Answered rewrite(PluginConf plugin, ApisixRequest request) {
    String header = plugin.text("header", DEFAULT_HEADER);
    String key = request.headers().first(header);
    ApisixConsumer known = key == null ? null : declaration.keys().get(key);
    String anonymous = plugin.text("anonymous_consumer");
    if (known == null && anonymous == null) {
      return refused(key == null ? "Missing API key in request" : "Invalid API key in request");
    }
    if (plugin.isTrue("hide_credentials")) {
      request.setHeader(header, null);
    }
    ApisixConsumer consumer =
        known == null && anonymous != null ? declaration.consumers().get(anonymous) : known;
    if (consumer == null) {
      return refused("Invalid user authorization");
    }
    attach(consumer, request);
    return null;
  }

  /** {@code attach_consumer}. */
  private void attach(ApisixConsumer consumer, ApisixRequest request) {
    request.variable("consumer_name", Lua.utf8(consumer.username()));
    if (consumer.group() != null) {
      request.variable("consumer_group_id", Lua.utf8(consumer.group()));
    }
    if (version.tellsUpstreamOfConsumers()) {
      request.setHeader("X-Consumer-Username", Lua.utf8(consumer.username()));
      request.setHeader("X-Credential-Identifier", null);
      request.setHeader("X-Consumer-Custom-ID", null);
    }
  }

  private static Answered refused(String why) {
    return new Answered(
        UNAUTHORIZED,
        Lua.bytes("{\"message\":\"%s\"}\n".formatted(why)),
        Headers.of("Content-Type", "text/plain", "WWW-Authenticate", "apikey realm=\"key\""));
  }
}
