package dev.keyway.stream;

import dev.keyway.http.ByteSlice;
import dev.keyway.request.Surface;

/** Reads the tokens reported in a whole (not streamed) answer. */
public final class BodyUsage {

  private BodyUsage() {}

  /** The usage in this body; unknown when it is no JSON or says nothing. */
  public static Usage read(Surface surface, ByteSlice body) {
    throw new UnsupportedOperationException(surface.toString() + body);
  }
}
