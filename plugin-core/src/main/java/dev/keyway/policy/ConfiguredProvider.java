package dev.keyway.policy;

import dev.keyway.catalogue.ProviderDefinition;
import dev.keyway.document.Node;
import java.util.List;

/**
 * One entry of {@code providers}.
 *
 * @param keys its keys in listed order
 */
record ConfiguredProvider(ProviderDefinition definition, List<ListedKey> keys) {

  /**
   * A key whose models are still names that the catalogue must resolve.
   *
   * @param models the names of its {@code models} list; empty: all models
   */
  record ListedKey(ApiKey key, List<Node.Scalar> models) {}
}
