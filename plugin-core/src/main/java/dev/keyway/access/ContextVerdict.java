package dev.keyway.access;

import java.util.Locale;

/** What became of verifying a signed context. */
public sealed interface ContextVerdict {

  /** It was signed with one of our keys, lately. */
  record Valid(HostContext context) implements ContextVerdict {}

  /** It proves nothing. */
  record Invalid(Reason reason) implements ContextVerdict {}

  /** Why a context proves nothing: for the operator's log and metrics, not for the client. */
  enum Reason {
    /** Longer than any we sign. */
    TOO_LARGE,
    /** No such thing as we sign. */
    MALFORMED,
    /** Signed by another version of this program. */
    OTHER_VERSION,
    /** Signed with a key that is not among ours: adapter and relay have different key files. */
    UNKNOWN_KEY,
    /** Changed, or signed by somebody else. */
    BAD_SIGNATURE,
    /** Signed too long ago. */
    EXPIRED,
    /** Signed in the future: the clocks of adapter and relay differ. */
    FROM_FUTURE;

    /** In words: {@code bad signature}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
