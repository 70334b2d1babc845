package dev.keyway.http;

/** The prefix of a path under which a host gateway's route is mounted. */
public final class PathPrefix {

  private PathPrefix() {}

  /**
   * The path below it: {@code /v1/models} of {@code /ai/v1/models} and {@code /ai}. A path that
   * does not lie below, because the host has taken the prefix off already, is given back as it is.
   *
   * @param prefix without a slash at its end; empty: none
   */
  public static String off(String prefix, String path) {
    boolean below =
        !prefix.isEmpty()
            && path.startsWith(prefix)
            && path.length() > prefix.length()
            && path.charAt(prefix.length()) == '/';
    return below ? path.substring(prefix.length()) : path;
  }
}
