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
  boolean requireAuthenticated(Fields config, Guarded guarded) {
    Fields access = config.object("access");
    boolean holdsKeys = guarded != Guarded.NO_KEYS;
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
      open(access, guarded);
    }
    return require == null ? holdsKeys : require.equals(AUTHENTICATED);
  }

  private void open(Fields access, Guarded guarded) {
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
            switch (guarded) {
              case POLICYS_KEYS -> "anyone who can reach the listener can spend this policy's keys";
              case HOUSE_KEYS ->
                  "anyone who can reach the listener can use it with a key of their own; house keys"
                      + " serve only callers somebody vouches for";
              case NO_KEYS -> "anyone who can reach the listener can use it";
            });
  }

  static Guarded guarded(boolean policysKeys, boolean houseKeys) {
    return policysKeys ? Guarded.POLICYS_KEYS : houseKeys ? Guarded.HOUSE_KEYS : Guarded.NO_KEYS;
  }

  /** What an open door would put at risk. */
  enum Guarded {
    NO_KEYS,
    /** House keys alone, which no door opens to callers nobody vouches for. */
    HOUSE_KEYS,
    POLICYS_KEYS
  }
}
