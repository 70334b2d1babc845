package dev.keyway.testkit.kong;

import dev.keyway.testkit.kong.Declaration.Credential;
import dev.keyway.testkit.kong.Declaration.Secret;
import dev.keyway.testkit.kong.KongRoute.Service;
import dev.keyway.testkit.kong.PluginEntity.Scope;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/**
 * Reads Kong's declarative configuration ({@code kong.yml}, decK's format) as far as tests want it:
 * services, routes with prefixes, consumers with {@code keyauth_credentials} and {@code
 * jwt_secrets}, plugins at any of them or at the top.
 */
final class KongYml {

  private static final long CREATED_AT = 1_700_000_000;
  private static final int HTTP_PORT = 80;

  private final List<KongRoute> routes = new ArrayList<>();
  private final List<PluginEntity> plugins = new ArrayList<>();
  private final Map<String, Credential> credentials = new HashMap<>();
  private final Map<String, Secret> secrets = new HashMap<>();
  private final Map<String, KongConsumer> consumers = new HashMap<>();

  private KongYml() {}

  static Declaration read(String yaml) {
    KongYml reading = new KongYml();
    Map<String, Object> file = fields(new Yaml().load(yaml));
    list(file, "consumers").forEach(reading::consumer);
    list(file, "services").forEach(reading::service);
    list(file, "plugins").forEach(plugin -> reading.plugin(plugin, Scope.GLOBAL));
    return new Declaration(
        reading.routes, reading.plugins, reading.credentials, reading.secrets, reading.consumers);
  }

  private void consumer(Map<String, Object> entity) {
    String username = text(entity, "username");
    String customId = text(entity, "custom_id");
    KongConsumer consumer =
        new KongConsumer(
            id(entity, "consumer", username == null ? customId : username),
            username,
            customId,
            texts(entity, "tags"),
            CREATED_AT);
    consumers.put(consumer.id(), consumer);
    if (username != null) {
      consumers.put(username, consumer);
    }
    for (Map<String, Object> key : list(entity, "keyauth_credentials")) {
      String value = required(key, "key");
      credentials.put(value, new Credential(id(key, "key", value), consumer));
    }
    for (Map<String, Object> jwt : list(entity, "jwt_secrets")) {
      String key = required(jwt, "key");
      Credential credential = new Credential(id(jwt, "jwt", key), consumer);
      secrets.put(key, new Secret(key, required(jwt, "secret"), credential));
    }
    Scope scope = new Scope(null, null, consumer.id());
    list(entity, "plugins").forEach(plugin -> plugin(plugin, scope));
  }

  private void service(Map<String, Object> entity) {
    String id = id(entity, "service", required(entity, "name"));
    Service service = new Service(id, host(entity), path(entity), and(entity, "id", id));
    list(entity, "routes").forEach(route -> route(route, service));
    Scope scope = new Scope(null, id, null);
    list(entity, "plugins").forEach(plugin -> plugin(plugin, scope));
  }

  private static String host(Map<String, Object> service) {
    String url = text(service, "url");
    if (url == null) {
      Object port = service.getOrDefault("port", HTTP_PORT);
      return required(service, "host") + (port.equals(HTTP_PORT) ? "" : ":" + port);
    }
    return URI.create(url).getAuthority();
  }

  private static String path(Map<String, Object> service) {
    String url = text(service, "url");
    String path = url == null ? text(service, "path") : URI.create(url).getPath();
    return path == null || path.equals("/") ? "" : path;
  }

  private void route(Map<String, Object> entity, Service service) {
    String name = required(entity, "name");
    String id = id(entity, "route", name);
    List<String> paths = texts(entity, "paths");
    if (paths.stream().anyMatch(path -> path.startsWith("~"))) {
      throw new IllegalArgumentException("route " + name + ": prefixes only, no expressions");
    }
    Map<String, Object> whole = and(entity, "id", id);
    whole.put("service", Map.of("id", service.id()));
    routes.add(
        new KongRoute(
            id,
            paths.isEmpty() ? List.of("/") : paths,
            !Boolean.FALSE.equals(entity.get("strip_path")),
            Boolean.TRUE.equals(entity.get("preserve_host")),
            service,
            whole));
    Scope scope = new Scope(id, null, null);
    list(entity, "plugins").forEach(plugin -> plugin(plugin, scope));
  }

  private void plugin(Map<String, Object> entity, Scope around) {
    String name = required(entity, "name");
    Scope scope =
        new Scope(
            named(entity, "route", around.route()),
            named(entity, "service", around.service()),
            named(entity, "consumer", around.consumer()));
    String id = id(entity, "plugin", name + scope);
    if (!Boolean.FALSE.equals(entity.get("enabled"))) {
      plugins.add(
          new PluginEntity(
              id, name, text(entity, "instance_name"), scope, fields(entity.get("config"))));
    }
  }

  /** The id of what a plugin refers to by its name, or what it stands in. */
  private static @Nullable String named(
      Map<String, Object> plugin, String kind, @Nullable String around) {
    String name = text(plugin, kind);
    return name == null ? around : id(Map.of(), kind, name);
  }

  /** Its own, or one that follows from its name, so that a changed file still means the same. */
  private static String id(Map<String, Object> entity, String kind, @Nullable String name) {
    String own = text(entity, "id");
    byte[] seed = (kind + ":" + name).getBytes(StandardCharsets.UTF_8);
    return own == null ? UUID.nameUUIDFromBytes(seed).toString() : own;
  }

  private static Map<String, Object> and(Map<String, Object> entity, String key, Object value) {
    Map<String, Object> more = new HashMap<>(entity);
    more.put(key, value);
    return more;
  }

  private static String required(Map<String, Object> entity, String key) {
    String text = text(entity, key);
    if (text == null) {
      throw new IllegalArgumentException("kong.yml: no " + key + " in " + entity.keySet());
    }
    return text;
  }

  private static @Nullable String text(Map<String, Object> entity, String key) {
    Object value = entity.get(key);
    return value == null ? null : value.toString();
  }

  private static List<String> texts(Map<String, Object> entity, String key) {
    return entity.get(key) instanceof List<?> values
        ? values.stream().map(Object::toString).toList()
        : List.of();
  }

  private static List<Map<String, Object>> list(Map<String, Object> entity, String key) {
    return entity.get(key) instanceof List<?> values
        ? values.stream().map(KongYml::fields).toList()
        : List.of();
  }

  private static Map<String, Object> fields(@Nullable Object value) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, one) -> fields.put(key.toString(), one));
    }
    return fields;
  }
}
