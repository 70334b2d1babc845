package dev.keyway.policy;

/** What becomes of what a policy holds and the host gateway does. */
public enum HostActions {
  /** It is an error that says what to use there. */
  REFUSED,
  /** It is a warning, and not carried out: somebody said that the host does it. */
  IGNORED
}
