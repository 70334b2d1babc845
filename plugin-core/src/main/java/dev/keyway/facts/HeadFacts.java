package dev.keyway.facts;

import dev.keyway.access.Caller;
import dev.keyway.http.Headers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request before its body is read, as expressions see it. Immutable: a rule that
 * changes a request makes another one.
 *
 * @param id the request's id: what {@code x-keyway-id} says
 * @param route the host gateway's route, or the listener's name
 * @param method HTTP method
 * @param path the client's path, without its query
 * @param query the raw query without its question mark, or null
 * @param headers the client's headers, less those that admission consumed
 * @param caller who calls
 * @param time when it arrived
 * @param connection how it came
 * @param vars what the host gateway's route names for the policy
 */
public record HeadFacts(
    String id,
    String route,
    String method,
    String path,
    @Nullable String query,
    Headers headers,
    Caller caller,
    Instant time,
    Connection connection,
    Map<String, String> vars) {

  /** Of a route that names nothing. */
  public HeadFacts(
      String id,
      String route,
      String method,
      String path,
      @Nullable String query,
      Headers headers,
      Caller caller,
      Instant time,
      Connection connection) {
    this(id, route, method, path, query, headers, caller, time, connection, Map.of());
  }

  /** It with these headers. */
  public HeadFacts with(Headers other) {
    return new HeadFacts(id, route, method, path, query, other, caller, time, connection, vars);
  }

  /** It sent elsewhere. */
  public HeadFacts with(String otherMethod, String otherPath, @Nullable String otherQuery) {
    return new HeadFacts(
        id, route, otherMethod, otherPath, otherQuery, headers, caller, time, connection, vars);
  }

  /** Headers as expressions see them: lower-case names, every value of a name in order. */
  static Map<String, List<String>> lists(Headers headers) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    headers.forEach((name, value) ->
        lists.computeIfAbsent(name.toLowerCase(Locale.ROOT), any -> new ArrayList<>(1)).add(value));
    return lists;
  }

  /** Prints neither the query, which may hold a key, nor who calls. */
  @Override
  public String toString() {
    return "HeadFacts[" + id + " " + method + " " + path + "]";
  }
}
