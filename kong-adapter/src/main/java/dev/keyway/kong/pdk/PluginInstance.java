package dev.keyway.kong.pdk;

/** A plugin under one configuration. Requests use it at the same time, each on its own thread. */
public interface PluginInstance {

  /**
   * Handles the {@code access} phase of one request: it returns to let the request go on, or ends
   * it with {@link Response#exit}. An exception other than the declared one denies the request with
   * status 500.
   *
   * @param kong this request's; of no use after the method has returned, nor on another thread
   * @throws KongGoneException what a call to Kong threw, to be passed on
   */
  void access(Kong kong) throws KongGoneException;

  /**
   * The configuration is not used any more. Requests that began before may still be under way. Kong
   * does not always say so; an instance that stays unused is closed as well.
   */
  default void close() {}
}
