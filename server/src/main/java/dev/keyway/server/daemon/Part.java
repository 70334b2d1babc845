package dev.keyway.server.daemon;

import java.util.Locale;

/**
 * Something on disk that is followed.
 *
 * @param name the policy's or the secret's; of the others there is one, and it has none
 */
record Part(Kind kind, String name) {

  static final Part CONFIGURATION = new Part(Kind.CONFIGURATION, "");
  static final Part ACCESS_KEYS = new Part(Kind.ACCESS_KEYS, "");

  static Part policy(String name) {
    return new Part(Kind.POLICY, name);
  }

  static Part secret(String name) {
    return new Part(Kind.SECRET, name);
  }

  /** As in a sentence: {@code policy chat}. */
  @Override
  public String toString() {
    String what = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return name.isEmpty() ? "the " + what : what + " " + name;
  }

  /** What there is. */
  enum Kind {
    CONFIGURATION,
    POLICY,
    SECRET,
    ACCESS_KEYS;

    /** In metrics. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
