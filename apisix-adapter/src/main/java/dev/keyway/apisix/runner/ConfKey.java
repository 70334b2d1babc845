package dev.keyway.apisix.runner;

import org.jspecify.annotations.Nullable;

/**
 * What APISIX calls a configuration: {@code TYPE#ID#PLUGIN#VERSION}, such as {@code
 * route#1#ext-plugin-post-req#100}. Where a route's configuration is merged with those of a service
 * or a consumer, types, ids and versions are several, with {@code &} between them.
 */
public record ConfKey(String text) {

  private static final int PARTS = 4;
  private static final int PLUGIN = 2;

  /**
   * Which of APISIX's own plugins asks: {@code ext-plugin-pre-req}, {@code ext-plugin-post-req} or
   * {@code ext-plugin-post-resp}; null when the key does not say.
   */
  public @Nullable String plugin() {
    String[] parts = text.split("#", -1);
    return parts.length == PARTS ? parts[PLUGIN] : null;
  }

  @Override
  public String toString() {
    return text;
  }
}
