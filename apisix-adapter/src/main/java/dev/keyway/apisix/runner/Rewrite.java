package dev.keyway.apisix.runner;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * It goes on, changed as said here. Of several headers with one name the last one counts; an empty
 * value removes as well.
 *
 * @param path decoded, or null: as it is. APISIX escapes it, so it holds no query
 * @param headers of the request to the upstream, set in the place of what has their names. {@code
 *     host} is the upstream's host as well
 * @param arguments of the query, in the place of what has their names
 * @param responseHeaders that the answer gets beside the upstream's own, but for {@code
 *     content-type} and those that frame a body
 */
public record Rewrite(
    @Nullable String path, List<Entry> headers, List<Entry> arguments, List<Entry> responseHeaders)
    implements Action {

  /** It goes on as it is. */
  public static final Rewrite NOTHING = new Rewrite(null, List.of(), List.of(), List.of());

  /**
   * @throws IllegalArgumentException when a header holds a line's end
   */
  public Rewrite {
    headers = List.copyOf(headers);
    arguments = List.copyOf(arguments);
    responseHeaders = List.copyOf(responseHeaders);
    Lines.requireNone(headers);
    Lines.requireNone(responseHeaders);
  }

  /** One that sets headers alone. */
  public static Rewrite headers(Entry... headers) {
    return new Rewrite(null, List.of(headers), List.of(), List.of());
  }

  /** Both, of which the other one comes later. */
  Rewrite and(Rewrite other) {
    return new Rewrite(
        other.path == null ? path : other.path,
        joined(headers, other.headers),
        joined(arguments, other.arguments),
        joined(responseHeaders, other.responseHeaders));
  }

  private static List<Entry> joined(List<Entry> first, List<Entry> second) {
    if (first.isEmpty() || second.isEmpty()) {
      return first.isEmpty() ? second : first;
    }
    List<Entry> joined = new ArrayList<>(first);
    joined.addAll(second);
    return joined;
  }

  boolean changesNothing() {
    return path == null && headers.isEmpty() && arguments.isEmpty() && responseHeaders.isEmpty();
  }
}
