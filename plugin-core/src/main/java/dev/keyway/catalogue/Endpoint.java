package dev.keyway.catalogue;

import dev.keyway.http.Headers;
import dev.keyway.request.Format;
import dev.keyway.request.Surface;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a provider answers requests of one format.
 *
 * @param format the format it speaks there
 * @param baseUrl what the client's path (less {@code /v1}) is appended to; with an empty path, the
 *     whole of it is
 * @param auth how the key travels
 * @param defaultHeaders sent unless the client sent a header of that name ({@code
 *     anthropic-version})
 * @param surfaces the surfaces it offers, each with its allow list of top-level body fields (null:
 *     all are allowed); an empty map: every surface of the format, all fields
 * @param outputLimits names of body fields that limit the tokens of an answer there, the one to
 *     send first; empty where those of the surface are not known to differ
 * @param usageInStreams how it says what a stream has used
 */
public record Endpoint(
    Format format,
    URI baseUrl,
    AuthStyle auth,
    Headers defaultHeaders,
    Map<Surface, SurfaceSupport> surfaces,
    List<String> outputLimits,
    UsageInStreams usageInStreams) {

  public Endpoint {
    surfaces = Map.copyOf(surfaces);
    outputLimits = List.copyOf(outputLimits);
  }

  /** The same endpoint at another address. */
  Endpoint at(URI url) {
    return new Endpoint(format, url, auth, defaultHeaders, surfaces, outputLimits, usageInStreams);
  }

  /** Whether requests of this surface can be sent here. */
  public boolean offers(Surface surface) {
    return surface.format() == format && (surfaces.isEmpty() || surfaces.containsKey(surface));
  }

  /**
   * The body fields of this surface that limit the tokens of an answer here, the one to send first;
   * empty only where the surface has none. A field of the surface that is not among them may be
   * ignored here.
   */
  public List<String> outputLimits(Surface surface) {
    List<String> known = outputLimits.stream().filter(surface.outputLimits()::contains).toList();
    return known.isEmpty() ? surface.outputLimits().stream().limit(1).toList() : known;
  }

  /** Prints the address without its query, which may hold a credential. */
  @Override
  public String toString() {
    String address = baseUrl.toString();
    int query = address.indexOf('?');
    return "Endpoint[%s %s]".formatted(format, query < 0 ? address : address.substring(0, query));
  }

  /**
   * What an endpoint says of one surface.
   *
   * @param supportedParams the only top-level body fields it accepts, or null when all are accepted
   */
  public record SurfaceSupport(@Nullable Set<String> supportedParams) {}
}
