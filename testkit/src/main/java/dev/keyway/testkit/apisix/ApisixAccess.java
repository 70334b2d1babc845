package dev.keyway.testkit.apisix;

import dev.keyway.http.Headers;
import dev.keyway.testkit.apisix.Outcome.Answered;
import dev.keyway.testkit.apisix.RoutePlugins.Phase;
import dev.keyway.testkit.openresty.AccessPhase;
import dev.keyway.testkit.openresty.Arrived;
import dev.keyway.testkit.openresty.Lua;
import dev.keyway.testkit.openresty.Verdict;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What APISIX does in nginx's access phase, {@code http_access_phase} in its source: routes, has
 * the plugins look, and says either the answer or where the request goes and with which headers.
 */
final class ApisixAccess implements AccessPhase.Gateway {

  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private final ApisixPeer apisix;
  private final AtomicLong generations = new AtomicLong();
  private volatile Declaration declaration;

  ApisixAccess(ApisixPeer apisix, String apisixYaml) {
    this.apisix = apisix;
    declaration = read(apisixYaml);
  }

  /** Requests from now on find this. */
  void configure(String apisixYaml) {
    declaration = read(apisixYaml);
  }

  private Declaration read(String apisixYaml) {
    return ApisixYml.read(apisixYaml, apisix.version(), generations.incrementAndGet());
  }

  @Override
  public Verdict access(Arrived arrived) {
    ApisixRequest request =
        new ApisixRequest(
            arrived.method(), arrived.target(), arrived.headers(), address(arrived.address()));
    Declaration declared = declaration;
    ApisixRoute route = declared.match(request.uri());
    if (route == null) {
      byte[] body = Lua.bytes("{\"error_msg\":\"404 Route Not Found\"}\n");
      return new Verdict.Ends(NOT_FOUND, body, Headers.of("Content-Type", "text/plain"));
    }
    request
        .under(new ConfContext("route", route.id(), declared.version()))
        .variable("route_id", route.id())
        .variable("route_name", Objects.requireNonNullElse(route.name(), ""));
    Answered answer = phases(declared, route, request);
    return answer == null ? upstream(route, request) : ended(answer);
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private @Nullable Answered phases(
      Declaration declared, ApisixRoute route, ApisixRequest request) {
    Answered answer = run(Phase.REWRITE, declared, route, request);
    if (answer == null) {
      answer = merge(declared, request);
    }
    return answer == null ? run(Phase.ACCESS, declared, route, request) : answer;
  }

  /** With a consumer a request runs under a configuration of both. */
  private static @Nullable Answered merge(Declaration declared, ApisixRequest request) {
    String consumer = request.variables().get("consumer_name");
    if (consumer == null) {
      return null;
    }
    ConfContext merged = request.context().and("consumer", consumer, declared.version());
    String group = request.variables().get("consumer_group_id");
    if (group != null) {
      if (!declared.groups().contains(group)) {
        return NginxPage.of(UNAVAILABLE);
      }
      merged = merged.and("consumer_group", group, declared.version());
    }
    request.under(merged);
    return null;
  }

  private @Nullable Answered run(
      Phase phase, Declaration declared, ApisixRoute route, ApisixRequest request) {
    for (PluginConf plugin : RoutePlugins.of(route, phase)) {
      Answered answer = plugin.runsFor(request) ? run(plugin, declared, request) : null;
      if (answer != null) {
        return answer;
      }
    }
    return null;
  }

  private @Nullable Answered run(PluginConf plugin, Declaration declared, ApisixRequest request) {
    return switch (plugin.name()) {
      case KeyAuth.NAME -> new KeyAuth(declared, apisix.version()).rewrite(plugin, request);
      case ProxyRewrite.NAME -> {
        ProxyRewrite.rewrite(plugin, request);
        yield null;
      }
      default ->
          switch (apisix.ask(RoutePlugins.external(plugin), request)) {
            case Outcome.Passed passed -> null;
            case Answered answered -> answered;
            case Outcome.Cut cut -> throw new IllegalStateException("an answer below status 100");
          };
    };
  }

  private static Verdict ended(Answered answer) {
    return new Verdict.Ends(answer.status(), answer.body(), answer.headers());
  }

  private static Verdict upstream(ApisixRoute route, ApisixRequest request) {
    if (request.responseHeaders().size() > 0 || request.body().length > 0) {
      throw new IllegalStateException("a plugin changed what nginx can't change here");
    }
    String host = route.upstreamHost() == null ? request.upstreamHost() : route.upstreamHost();
    return new Verdict.GoesOn(
        request.upstreamTarget(),
        Objects.requireNonNullElse(host, ""),
        request.headers(),
        Map.of());
  }
}
