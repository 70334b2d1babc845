package dev.keyway.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lists of keys by their providers' ids. Each list is one that never changes: what is known of its
 * keys is remembered by its identity.
 */
final class KeyLists {

  private KeyLists() {}

  static Map<String, List<ApiKey>> copyOf(Map<String, List<ApiKey>> lists) {
    Map<String, List<ApiKey>> copies = new HashMap<>(lists);
    copies.replaceAll((provider, keys) -> List.copyOf(keys));
    return Map.copyOf(copies);
  }
}
