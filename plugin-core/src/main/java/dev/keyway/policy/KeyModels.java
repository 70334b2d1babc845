package dev.keyway.policy;

import dev.keyway.catalogue.Catalogue;
import dev.keyway.catalogue.Model;
import dev.keyway.document.Node;
import dev.keyway.document.Problem.Severity;
import dev.keyway.policy.ConfiguredProvider.ListedKey;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Turns the names in keys' {@code models} into the ids they stand for. */
final class KeyModels {

  private final Reading reading;
  private final Catalogue catalogue;

  KeyModels(Reading reading, Catalogue catalogue) {
    this.reading = reading;
    this.catalogue = catalogue;
  }

  /** The keys by provider id; a provider without is absent. */
  Map<String, List<ApiKey>> resolve(List<ConfiguredProvider> providers) {
    Map<String, List<ApiKey>> keys = new LinkedHashMap<>();
    for (ConfiguredProvider provider : providers) {
      if (!provider.keys().isEmpty()) {
        keys.put(provider.definition().id(), provider.keys().stream().map(this::resolve).toList());
      }
    }
    return keys;
  }

  private ApiKey resolve(ListedKey listed) {
    ApiKey key = listed.key();
    if (listed.models().isEmpty()) {
      return key;
    }
    Set<String> ids = new LinkedHashSet<>();
    listed.models().forEach(name -> ids.add(id(key.providerId(), name)));
    return key.forModels(ids);
  }

  /** A name nobody knows stays as it is: a provider may have models that no catalogue lists. */
  private String id(String providerId, Node.Scalar name) {
    Model model = catalogue.model(providerId, name.text());
    if (model == null) {
      List<String> near =
          catalogue.nearestModels(name.text(), 1, o -> o.provider().id().equals(providerId));
      reading
          .problems()
          .add(
              Severity.WARNING,
              name.place(),
              "no known model of " + providerId + " has this name",
              near.isEmpty() ? null : near.getFirst());
    }
    return (model == null ? name.text() : model.id()).toLowerCase(Locale.ROOT);
  }
}
