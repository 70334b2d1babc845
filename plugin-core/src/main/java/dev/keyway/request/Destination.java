package dev.keyway.request;

import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import java.util.Arrays;

/**
 * Where a request's path leads. Every request leads somewhere, if only to an answer that says no.
 */
public sealed interface Destination permits Surface, Destination.Unknown {

  /** The format in which its client is answered. */
  Format format();

  /**
   * Where this path leads, which has no query. What stands under an endpoint of Anthropic's API is
   * asked by Anthropic's clients, and is refused in their dialect.
   */
  static Destination ofPath(String path) {
    Surface surface = Surface.ofPath(path);
    if (surface != null) {
      return surface;
    }
    return new Unknown(
        path.startsWith(Surface.MESSAGES.path() + "/") ? Format.ANTHROPIC : Format.OPENAI);
  }

  /** A path at which nothing is served. */
  record Unknown(Format format) implements Destination {

    /** What its client is told. */
    public Refusal refusal() {
      return Refusal.of(
          ErrorCode.UNKNOWN_PATH,
          "nothing is served at this path; known are "
              + String.join(", ", Arrays.stream(Surface.values()).map(Surface::path).toList()));
    }
  }
}
