package dev.keyway.policy;

import dev.keyway.document.Fields;
import java.util.List;

/** Reads {@code access}: who may call. */
final class AccessReader {

  private static final String AUTHENTICATED = "authenticated";
  private static final String NONE = "none";

  private final Reading reading;

  AccessReader(Reading reading) {
    this.reading = reading;
  }

  /**
   * Whether callers nobody vouches for are refused: so by default where there are keys to guard.
   */
  boolean requireAuthenticated(Fields config, boolean holdsKeys) {
    Fields access = config.object("access");
    if (access == null) {
      return holdsKeys;
    }
    String require = access.choice("require", List.of(AUTHENTICATED, NONE), name -> name);
    access.refuse(
        "access_keys",
        "a policy holds no access keys; keyway keys writes them to the file that access_keys_file"
            + " in keyway.yaml names");
    access.end();
    if (NONE.equals(require)) {
      open(access, holdsKeys);
    }
    return require == null ? holdsKeys : require.equals(AUTHENTICATED);
  }

  private void open(Fields access, boolean holdsKeys) {
    if (reading.isInline()) {
      reading.error(
          access.place("require"),
          "a policy in a route's configuration may not say none; only the operator's own files may");
      return;
    }
    reading
        .problems()
        .warning(
            access.place("require"),
            holdsKeys
                ? "anyone who can reach the listener can spend this policy's keys"
                : "anyone who can reach the listener can use it");
  }
}
