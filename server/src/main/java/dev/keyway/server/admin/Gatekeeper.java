package dev.keyway.server.admin;

import com.sun.net.httpserver.Headers;
import dev.keyway.secret.Secret;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says who may use the operator's side door. With a token: who presents it. Without one the address
 * is on loopback, and what is left to keep out is a web page in a browser on this machine: it sends
 * an {@code Origin}, or a {@code Host} that is the page's own name.
 */
final class Gatekeeper {

  private static final String BEARER = "bearer ";
  private static final Pattern LOCAL_HOST =
      Pattern.compile("(localhost|[0-9.]+|\\[[0-9a-fA-F:.]+])(:[0-9]+)?", Pattern.CASE_INSENSITIVE);

  private final @Nullable Secret token;

  Gatekeeper(@Nullable Secret token) {
    this.token = token;
  }

  boolean letsIn(Headers headers) {
    return token == null ? isLocal(headers) : presents(token, headers);
  }

  /** What a caller who is not let in should know. */
  String advice() {
    return token == null
        ? "this address is not for web pages"
        : "send the token of admin.token_file as Authorization: Bearer";
  }

  int status() {
    return token == null ? 403 : 401;
  }

  private static boolean presents(Secret token, Headers headers) {
    List<String> sent = headers.getOrDefault("Authorization", List.of());
    return sent.size() == 1
        && sent.getFirst().toLowerCase(Locale.ROOT).startsWith(BEARER)
        // Compares in constant time.
        && token.equals(Secret.of(sent.getFirst().substring(BEARER.length()).strip()));
  }

  private static boolean isLocal(Headers headers) {
    String host = headers.getFirst("Host");
    return !headers.containsKey("Origin") && host != null && LOCAL_HOST.matcher(host).matches();
  }
}
