package dev.keyway.server.e2e;

/**
 * What a test has shown: a row of {@code docs/compatibility.md} for one client.
 *
 * @param client a library, and for Python's the kind of its client
 * @param version the library's
 * @param surface as policies name it, or a subject such as {@code errors}
 * @param what of it
 * @param stream whether the answer came as a stream
 * @param result what the client's user sees
 */
record Showing(
    String client, String version, String surface, String what, boolean stream, String result) {

  /** The result that needs no more words. */
  static final String WORKS = "works";
}
