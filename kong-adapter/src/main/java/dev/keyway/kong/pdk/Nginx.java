package dev.keyway.kong.pdk;

import org.jspecify.annotations.Nullable;

/** What nginx knows of the request. */
public interface Nginx {

  /**
   * {@code kong.nginx.get_var}: a variable of nginx, such as {@code request_uri}. Null when it is
   * not set, and also when it is empty: Kong sends both alike.
   *
   * @param name without the dollar sign
   */
  @Nullable String variable(String name) throws KongGoneException;
}
