package dev.keyway.testkit.kong;

import dev.keyway.testkit.kong.Declaration.Credential;
import dev.keyway.testkit.kong.Declaration.Secret;
import dev.keyway.testkit.kong.Outcome.Answered;
import dev.keyway.testkit.openresty.Lua;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Kong's plugins {@code key-auth} and {@code jwt}: who calls, and the headers that tell upstream.
 * With {@code anonymous} a request without a credential passes as that consumer.
 */
record Authentication(Declaration declaration) {

  /** The names of the plugins, in the order of their priority. */
  static final List<String> PLUGINS = List.of("jwt", "key-auth");

  private static final String ANONYMOUS = "X-Anonymous-Consumer";
  private static final String BEARER = "Bearer ";

  /** A credential that was good. */
  private record Known(Credential credential, String identifier, @Nullable String token) {}

  /** Null when the request may go on. */
  @Nullable Answered access(PluginEntity plugin, KongRequest request) {
    Object anonymous = plugin.config().get("anonymous");
    if (anonymous != null && request.credential() != null) {
      return null;
    }
    Known known = plugin.name().equals("jwt") ? byToken(request) : byKey(plugin, request);
    if (known != null) {
      request.authenticate(known.credential.consumer(), known.credential.id());
      tell(request, known.credential.consumer(), known.identifier);
    } else if (anonymous != null) {
      KongConsumer nobody = declaration.consumers().get(anonymous.toString());
      request.authenticate(nobody, null);
      tell(request, nobody, null);
    } else {
      return Answered.error(401, "Unauthorized");
    }
    if (plugin.name().equals("jwt") && known != null && known.token != null) {
      request.shared().put("authenticated_jwt_token", known.token);
    }
    return null;
  }

  /** What the client sent under these names is replaced or goes. */
  private static void tell(
      KongRequest request, @Nullable KongConsumer consumer, @Nullable String credential) {
    tell(request, "X-Consumer-ID", consumer == null ? null : consumer.id());
    tell(request, "X-Consumer-Custom-ID", consumer == null ? null : consumer.customId());
    tell(request, "X-Consumer-Username", consumer == null ? null : consumer.username());
    tell(request, "X-Credential-Identifier", credential);
    tell(request, ANONYMOUS, credential == null ? "true" : null);
  }

  private static void tell(KongRequest request, String name, @Nullable String value) {
    if (value == null) {
      request.clearHeader(name);
    } else {
      request.setHeader(name, List.of(Lua.utf8(value)));
    }
  }

  private @Nullable Known byKey(PluginEntity plugin, KongRequest request) {
    Object names = plugin.config().getOrDefault("key_names", List.of("apikey"));
    for (Object name : (List<?>) names) {
      List<String> values = request.headers().all(name.toString());
      if (!values.isEmpty()) {
        if (Boolean.TRUE.equals(plugin.config().get("hide_credentials"))) {
          request.clearHeader(name.toString());
        }
        return known(values);
      }
    }
    return null;
  }

  /** A key that comes twice is none. */
  private @Nullable Known known(List<String> keys) {
    Credential credential = keys.size() > 1 ? null : declaration.credentials().get(keys.getFirst());
    return credential == null ? null : new Known(credential, credential.id(), null);
  }

  private @Nullable Known byToken(KongRequest request) {
    String header = request.headers().first("authorization");
    if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return null;
    }
    String text = header.substring(BEARER.length()).strip();
    JsonWebToken token = JsonWebToken.read(text);
    if (token == null) {
      return null;
    }
    Secret secret = declaration.secrets().get(token.issuer());
    return secret != null && token.isGood(secret.secret(), Instant.now())
        ? new Known(secret.credential(), secret.key(), text)
        : null;
  }
}
