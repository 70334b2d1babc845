package dev.keyway.policy;

import dev.keyway.catalogue.Catalogue;
import dev.keyway.catalogue.Provider;
import dev.keyway.catalogue.ProviderDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Providers by every name the policy may use for them: its own, then the built-in ones. */
final class KnownProviders {

  private final Map<String, String> configured = new HashMap<>();

  KnownProviders(List<ConfiguredProvider> providers) {
    for (ConfiguredProvider provider : providers) {
      ProviderDefinition definition = provider.definition();
      configured.putIfAbsent(definition.id(), definition.id());
      definition.aliases().forEach(alias -> configured.putIfAbsent(alias, definition.id()));
      Provider builtIn = Catalogue.builtIn().provider(definition.id());
      if (builtIn != null) {
        configured.putIfAbsent(builtIn.id(), definition.id());
      }
    }
  }

  /** The id of the provider of this name, or null. */
  @Nullable String id(String name) {
    String own = configured.get(name.toLowerCase(Locale.ROOT));
    Provider builtIn = own == null ? Catalogue.builtIn().provider(name) : null;
    return builtIn == null ? own : builtIn.id();
  }

  /** All ids. */
  List<String> ids() {
    List<String> ids = new ArrayList<>(configured.keySet());
    Catalogue.builtIn().providers().forEach(provider -> ids.add(provider.id()));
    return ids;
  }
}
