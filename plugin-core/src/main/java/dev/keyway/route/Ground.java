package dev.keyway.route;

/** What kind of reason left a model out; decides what the client is told when nothing is left. */
enum Ground {
  /** No provider is known to have it. */
  UNKNOWN,
  /** The policy does not want it, or it can't serve this kind of request. */
  POLICY,
  /** This caller may not use it. */
  CALLER,
  /** It could be asked only with a key of the client, who sent none. */
  NO_CREDENTIAL
}
