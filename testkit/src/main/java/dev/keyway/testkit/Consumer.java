package dev.keyway.testkit;

import java.util.List;
import java.util.Map;

/**
 * Somebody whom the gateway is to know.
 *
 * @param name what policies see as {@code client.consumer}
 * @param groups what they see as {@code client.groups}
 * @param claims what they see as {@code client.claims}, where the gateway has claims
 */
public record Consumer(String name, List<String> groups, Map<String, String> claims) {

  public Consumer {
    groups = List.copyOf(groups);
    claims = Map.copyOf(claims);
  }
}
