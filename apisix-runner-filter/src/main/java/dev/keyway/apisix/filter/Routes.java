package dev.keyway.apisix.filter;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keyway.apisix.Callers;
import dev.keyway.apisix.KeywayRoute;

/** Routes by what their configuration says, so that each is read once. */
final class Routes {

  /** As many as the runner keeps configurations. */
  private static final int MOST = 1000;

  private final Callers callers;
  private final Cache<String, KeywayRoute> read =
      Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

  Routes(Callers callers) {
    this.callers = callers;
  }

  /**
   * The route of a configuration.
   *
   * @param value what its entry says
   */
  KeywayRoute of(String value) {
    return read.get(value, text -> KeywayRoute.of(text, callers));
  }
}
