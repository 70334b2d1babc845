package dev.keyway.access;

/** The two kinds of door a request may come through. No door is both. */
public sealed interface Listener {

  /**
   * Clients come here themselves: access keys count, a signed context is refused.
   *
   * @param policy the policy its requests run under
   * @param authentication who may come in
   */
  record Entry(PolicyRef policy, Authentication authentication) implements Listener {}

  /** Only a host gateway comes here: every request must carry a signed context. */
  record Gateway() implements Listener {}

  /** Whether a caller nobody vouches for is refused. */
  enum Authentication {
    /** Always refused: the listener says {@code require: authenticated}. */
    REQUIRED,
    /** Never refused: the listener says {@code require: none}. */
    NOT_REQUIRED,
    /** Refused when the policy says so: the listener says nothing. */
    AS_POLICY_SAYS
  }
}
