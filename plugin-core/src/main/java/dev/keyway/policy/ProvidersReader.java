package dev.keyway.policy;

import dev.keyway.document.Fields;
import dev.keyway.secret.SecretClash;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code providers}: each entry, and what must hold between them. */
final class ProvidersReader {

  private final Reading reading;
  private final SecretReferences references;

  ProvidersReader(Reading reading) {
    this.reading = reading;
    this.references = new SecretReferences(reading);
  }

  List<ConfiguredProvider> read(Fields config) {
    NameScope names = new NameScope(reading);
    List<ConfiguredProvider> providers = new ArrayList<>();
    for (Fields entry : config.objects("providers")) {
      ConfiguredProvider provider = new ProviderReader(reading, names, references).read(entry);
      if (provider != null) {
        providers.add(provider);
      }
    }
    for (SecretClash clash : references.clashes()) {
      reading.error(references.place(clash.second()), clash.message());
    }
    return providers;
  }
}
