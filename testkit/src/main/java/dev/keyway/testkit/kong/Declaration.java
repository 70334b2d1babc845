package dev.keyway.testkit.kong;

import dev.keyway.testkit.kong.KongRoute.Match;
import dev.keyway.testkit.kong.PluginEntity.Scope;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code kong.yml} declares.
 *
 * @param credentials consumers by their keys ({@code key-auth})
 * @param secrets consumers by the keys of their tokens ({@code jwt})
 * @param consumers all of them, by name and by id
 */
record Declaration(
    List<KongRoute> routes,
    List<PluginEntity> plugins,
    Map<String, Credential> credentials,
    Map<String, Secret> secrets,
    Map<String, KongConsumer> consumers) {

  /** A key of a consumer. */
  record Credential(String id, KongConsumer consumer) {}

  /** What a consumer's tokens are signed with (HS256). */
  record Secret(String key, String secret, Credential credential) {}

  /** The route with the longest prefix that the path has, or null. */
  @Nullable Match match(String path) {
    return routes.stream()
        .flatMap(route -> route.paths().stream().map(prefix -> new Match(route, prefix)))
        .filter(match -> path.startsWith(match.prefix()))
        .max(Comparator.comparingInt(match -> match.prefix().length()))
        .orElse(null);
  }

  /** The configuration of a plugin that counts for a request, or null: it does not run. */
  @Nullable PluginEntity plugin(String name, KongRoute route, @Nullable KongConsumer consumer) {
    String consumerId = consumer == null ? null : consumer.id();
    return plugins.stream()
        .filter(plugin -> plugin.name().equals(name))
        .filter(plugin -> fits(plugin.scope(), route, consumerId))
        .max(Comparator.comparingInt(plugin -> precedence(plugin.scope())))
        .orElse(null);
  }

  private static boolean fits(Scope scope, KongRoute route, @Nullable String consumer) {
    return (scope.route() == null || scope.route().equals(route.id()))
        && (scope.service() == null || scope.service().equals(route.service().id()))
        && (scope.consumer() == null || Objects.equals(scope.consumer(), consumer));
  }

  /**
   * A consumer's goes before what is only a route's and a service's; of two otherwise alike the
   * route's goes first ({@code plugins_iterator.lua}, "priority order").
   */
  private static int precedence(Scope scope) {
    int route = scope.route() == null ? 0 : 2;
    int service = scope.service() == null ? 0 : 1;
    boolean both = route + service == 3;
    int consumer = scope.consumer() == null ? 0 : route + service == 0 ? 3 : 5;
    return route + service + consumer + (both && consumer == 0 ? 1 : 0);
  }
}
