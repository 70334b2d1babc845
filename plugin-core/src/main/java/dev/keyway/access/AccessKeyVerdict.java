package dev.keyway.access;

import java.time.Instant;

/**
 * What became of verifying a presented access key. Only who holds the whole key learns that it
 * expired or was revoked.
 */
public sealed interface AccessKeyVerdict {

  /** It is one of ours, and good now. */
  record Valid(AccessKey key) implements AccessKeyVerdict {}

  /** It lets nobody in. */
  sealed interface NotValid extends AccessKeyVerdict {}

  /** It is one of ours, but its time is over. */
  record Expired(Instant since) implements NotValid {}

  /** It is one of ours, but was taken back. */
  record Revoked() implements NotValid {}

  /** It is spelled as one of ours is, but is none. */
  record Unknown() implements NotValid {}

  /** It is no access key: mistyped, cut off, or something else. */
  record Malformed() implements NotValid {}
}
