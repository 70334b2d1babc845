package dev.keyway.kong.pdk;

import org.jspecify.annotations.Nullable;

/** What plugins tell each other about this request: {@code kong.ctx.shared}. */
public interface Shared {

  /**
   * {@code kong.ctx.shared.get}: what was stored, as a String, Double, Boolean, List or Map (with
   * texts as keys). Null when there is nothing, and also for false, which Kong loses on the way.
   */
  @Nullable Object get(String name) throws KongGoneException;

  /**
   * {@code kong.ctx.shared.set}: stores it for the plugins that run later.
   *
   * @param value a String, Number, Boolean, List or Map of such
   * @throws IllegalArgumentException for anything else
   */
  void set(String name, Object value) throws KongGoneException;
}
