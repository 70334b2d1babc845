package dev.keyway.hostconfig;

import java.util.regex.Pattern;

/** Files that can be named in a host's configuration, in a shell and in a comment, unquoted. */
public final class PlainFile {

  private static final Pattern FILE = Pattern.compile("/[A-Za-z0-9._/+@-]*");

  private PlainFile() {}

  /** Whether this is such a path, from the root. */
  public static boolean is(String path) {
    return FILE.matcher(path).matches();
  }
}
