package dev.keyway.policy;

import dev.keyway.document.Fields;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code providers}: each entry, and what must hold between them. */
final class ProvidersReader {

  private final Reading reading;
  private final KeyScopes keys;

  ProvidersReader(Reading reading, KeyScopes keys) {
    this.reading = reading;
    this.keys = keys;
  }

  List<ConfiguredProvider> read(Fields config) {
    NameScope names = new NameScope(reading);
    List<ConfiguredProvider> providers = new ArrayList<>();
    for (Fields entry : config.objects("providers")) {
      ConfiguredProvider provider = new ProviderReader(reading, names, keys).read(entry);
      if (provider != null) {
        providers.add(provider);
      }
    }
    return providers;
  }
}
