package dev.keyway.server.daemon;

import dev.keyway.catalogue.Catalogue;
import dev.keyway.catalogue.Provider;
import dev.keyway.document.Nearest;
import dev.keyway.document.Problem;
import dev.keyway.document.Problem.Severity;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.server.config.ProviderAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns the provider names of the operator's addresses into ids: those of the catalogue, and those
 * the policies add.
 *
 * @param urls the addresses by id
 * @param problems names that nobody bears
 */
public record ProviderIds(ProviderUrls urls, List<Problem> problems) {

  public ProviderIds {
    problems = List.copyOf(problems);
  }

  /** Finds the ids. */
  public static ProviderIds of(List<ProviderAddress> addresses, Collection<Catalogue> policies) {
    List<Catalogue> catalogues = new ArrayList<>(policies);
    catalogues.add(Catalogue.builtIn());
    Map<String, URI> urls = new HashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (ProviderAddress address : addresses) {
      Set<String> ids = ids(address.provider(), catalogues);
      ids.forEach(id -> urls.put(id, address.url()));
      if (ids.isEmpty()) {
        problems.add(unknown(address, catalogues));
      }
    }
    return new ProviderIds(new ProviderUrls(urls), problems);
  }

  private static Set<String> ids(String name, List<Catalogue> catalogues) {
    Set<String> ids = new LinkedHashSet<>();
    for (Catalogue catalogue : catalogues) {
      Provider provider = catalogue.provider(name);
      if (provider != null) {
        ids.add(provider.id());
      }
    }
    return ids;
  }

  private static Problem unknown(ProviderAddress address, List<Catalogue> catalogues) {
    Set<String> known = new LinkedHashSet<>();
    for (Catalogue catalogue : catalogues) {
      catalogue.providers().forEach(provider -> known.add(provider.id()));
    }
    String nearest = Nearest.of(address.provider(), known);
    String message =
        "there is no provider " + address.provider() + " in the catalogue or in a policy";
    String hint = nearest == null ? "; known: " + String.join(", ", known) : "";
    return address.place() == null
        ? new Problem(Severity.ERROR, "", 0, 0, message + hint, nearest)
        : new Problem(
            Severity.ERROR,
            address.place().path(),
            address.place().line(),
            address.place().column(),
            message + hint,
            nearest);
  }
}
