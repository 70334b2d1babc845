package dev.keyway.kong.pdk;

import org.jspecify.annotations.Nullable;

/** What Kong's router chose. */
public interface Router {

  /**
   * {@code kong.router.get_route}: the route, or null. A route with {@code sources} or {@code
   * destinations} can't be told in this protocol: the call ends the request with status 500. A
   * plugin that is bound to a route finds {@code route_id} in its configuration, which costs no
   * call and has no such trap.
   */
  @Nullable Entity route() throws KongGoneException;

  /** {@code kong.router.get_service}: the service, or null. */
  @Nullable Entity service() throws KongGoneException;

  /**
   * A route or a service.
   *
   * @param id its UUID
   * @param name null when it has none
   */
  record Entity(String id, @Nullable String name) {}
}
