package dev.keyway.testkit.kong;

import dev.keyway.testkit.kong.KongRequest.Client;
import dev.keyway.testkit.kong.KongRoute.Match;
import dev.keyway.testkit.kong.Outcome.Answered;
import dev.keyway.testkit.openresty.AccessPhase;
import dev.keyway.testkit.openresty.Arrived;
import dev.keyway.testkit.openresty.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Kong does in nginx's access phase: routes, has the plugins look, and says either the answer
 * or where the request goes and with which headers.
 */
final class KongAccess implements AccessPhase.Gateway {

  /** The plugins that a server of its own serves; they run after those of Kong's here. */
  private static final List<String> EXTERNAL = List.of("keyway");

  private final KongPeer kong;
  private volatile Declaration declaration;

  KongAccess(KongPeer kong, Declaration declaration) {
    this.kong = kong;
    this.declaration = declaration;
    kong.configure(external(declaration));
  }

  /** Requests from now on find this. */
  void configure(Declaration changed) {
    kong.configure(external(changed));
    declaration = changed;
  }

  private static List<PluginEntity> external(Declaration declaration) {
    for (PluginEntity plugin : declaration.plugins()) {
      if (!EXTERNAL.contains(plugin.name()) && !Authentication.PLUGINS.contains(plugin.name())) {
        throw new IllegalArgumentException("no plugin " + plugin.name() + " in this Kong");
      }
    }
    return declaration.plugins().stream()
        .filter(plugin -> EXTERNAL.contains(plugin.name()))
        .toList();
  }

  @Override
  public Verdict access(Arrived arrived) {
    KongRequest request =
        new KongRequest(
            arrived.method(),
            arrived.target(),
            arrived.headers(),
            new Client(arrived.address(), arrived.port()));
    Declaration declared = declaration;
    Match match = declared.match(request.path());
    if (match == null) {
      return ended(Answered.error(404, "no Route matched with those values"));
    }
    request.routed(match.route().entity(), match.route().service().entity());
    Answered answer = plugins(declared, match.route(), request);
    return answer == null ? upstream(arrived, request, match) : ended(answer);
  }

  private static Verdict ended(Answered answer) {
    return new Verdict.Ends(answer.status(), answer.body(), answer.headers());
  }

  private static Verdict upstream(Arrived arrived, KongRequest request, Match match) {
    String query = request.target().substring(request.path().length());
    String host = match.route().preserveHost() ? arrived.headers().first("host") : null;
    Map<String, String> more = new HashMap<>();
    more.put("path", request.path());
    if (!match.prefix().equals("/")) {
      more.put("prefix", match.prefix());
    }
    return new Verdict.GoesOn(
        match.upstream(request.path()) + query,
        host == null ? match.route().service().host() : host,
        request.headers(),
        more);
  }

  private @Nullable Answered plugins(Declaration declared, KongRoute route, KongRequest request) {
    Authentication authentication = new Authentication(declared);
    for (String name : Authentication.PLUGINS) {
      PluginEntity plugin = declared.plugin(name, route, request.consumer());
      Answered answer = plugin == null ? null : authentication.access(plugin, request);
      if (answer != null) {
        return answer;
      }
    }
    for (String name : EXTERNAL) {
      PluginEntity plugin = declared.plugin(name, route, request.consumer());
      if (plugin != null && kong.access(plugin, request) instanceof Answered answer) {
        return answer;
      }
    }
    return null;
  }
}
