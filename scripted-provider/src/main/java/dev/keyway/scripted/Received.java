package dev.keyway.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as a provider received it. {@link #toString()} shows method and path only.
 *
 * @param number its place among all requests of this provider, from 1
 * @param connection which of the provider's connections it came over, from 1
 * @param method such as {@code POST}
 * @param target path and query, as sent
 * @param headers in the order they came
 * @param body the bytes; empty when the answer was scripted to begin before the body was read
 */
public record Received(
    int number, int connection, String method, String target, List<Header> headers, byte[] body) {

  /** The target without its query. */
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** The value of the first header of this name in any spelling, or null. */
  public @Nullable String header(String name) {
    return Header.first(headers, name);
  }

  /** All values of this header in order; empty when there is none. */
  public List<String> headers(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }

  /**
   * The provider key the request presented: the bearer token, else {@code x-api-key}, {@code
   * api-key}, {@code x-goog-api-key}, the query parameter {@code key}; null when there is none.
   */
  public @Nullable String key() {
    String authorization = header("authorization");
    if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return authorization.substring(7).trim();
    }
    for (String name : List.of("x-api-key", "api-key", "x-goog-api-key")) {
      String value = header(name);
      if (value != null) {
        return value;
      }
    }
    List<String> query = new QueryStringDecoder(target).parameters().get("key");
    return query == null ? null : query.getFirst();
  }

  /** The body read as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * The body read as JSON.
   *
   * @throws IllegalArgumentException when it isn't JSON
   */
  public JsonNode json() {
    return Json.read(text());
  }

  /** The {@code model} the body asks for, or null when it names none or isn't JSON. */
  public @Nullable String model() {
    return Prompt.of(this).map(Prompt::model).filter(model -> !model.isEmpty()).orElse(null);
  }

  @Override
  public String toString() {
    return "#" + number + " " + method + " " + path();
  }
}
