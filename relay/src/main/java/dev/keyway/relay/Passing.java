package dev.keyway.relay;

/** One committed answer on its way to the client. */
interface Passing {

  /** Begins; what is held of the answer goes first. */
  void begin();

  /** The client has left: nothing more is wanted of the provider. */
  void clientLeft();
}
