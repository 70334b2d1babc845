package dev.keyway.request;

/** Reads what Keyway needs of a request's body by a streaming tokenizer; no tree is built. */
public final class RequestReader {

  private RequestReader() {}

  /** Reads a JSON body. */
  public static RequestReading read(Surface surface, byte[] body) {
    throw new UnsupportedOperationException(surface.toString() + body.length);
  }
}
