package dev.keyway.facts;

import dev.keyway.access.Caller;
import dev.keyway.http.Headers;
import dev.keyway.request.AiRequest;
import dev.keyway.token.InputTokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request as expressions see it. Nothing is computed before an expression asks.
 *
 * @param id the request's id: what {@code x-keyway-id} says
 * @param route the host gateway's route, or the listener's name
 * @param method HTTP method
 * @param path the client's path, without its query
 * @param query the raw query without its question mark, or null
 * @param headers the client's headers
 * @param caller who calls
 * @param ai what the body says
 * @param time when it arrived
 * @param inputTokens how large its prompt is
 * @param conversation which conversation it belongs to
 */
public record RequestFacts(
    String id,
    String route,
    String method,
    String path,
    @Nullable String query,
    Headers headers,
    Caller caller,
    AiRequest ai,
    Instant time,
    InputTokens inputTokens,
    ConversationId conversation) {

  /** A request that is not known to be for a certain model. */
  public RequestFacts(
      String id,
      String route,
      String method,
      String path,
      @Nullable String query,
      Headers headers,
      Caller caller,
      AiRequest ai,
      Instant time) {
    this(id, route, method, path, query, headers, caller, ai, time, new InputTokens(ai, ""));
  }

  /** The same, counted in the words of a certain model. */
  public RequestFacts(
      String id,
      String route,
      String method,
      String path,
      @Nullable String query,
      Headers headers,
      Caller caller,
      AiRequest ai,
      Instant time,
      InputTokens inputTokens) {
    this(
        id,
        route,
        method,
        path,
        query,
        headers,
        caller,
        ai,
        time,
        inputTokens,
        new ConversationId(ai));
  }

  /** {@code req.headers}: lower-case names, every value of a name in order. */
  Map<String, List<String>> headerLists() {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    headers.forEach((name, value) ->
        lists.computeIfAbsent(name.toLowerCase(Locale.ROOT), any -> new ArrayList<>(1)).add(value));
    return lists;
  }

  /** {@code req.url.raw}: path and query. */
  String rawUrl() {
    return query == null ? path : path + "?" + query;
  }

  /** Prints neither the query, which may hold a key, nor who calls. */
  @Override
  public String toString() {
    return "RequestFacts[" + id + " " + method + " " + path + "]";
  }
}
