package dev.keyway.apisix.runner;

/** A plugin with one configuration. Safe for use by many threads. */
@FunctionalInterface
public interface A6Filter {

  /**
   * Says what becomes of a request. APISIX waits for a minute at most.
   *
   * @throws ApisixGoneException when the connection ended meanwhile
   */
  Action filter(A6Request request) throws ApisixGoneException;
}
