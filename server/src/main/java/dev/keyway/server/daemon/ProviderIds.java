package dev.keyway.server.daemon;

import dev.keyway.catalogue.Catalogue;
import dev.keyway.catalogue.Provider;
import dev.keyway.document.Nearest;
import dev.keyway.document.Place;
import dev.keyway.document.Problem;
import dev.keyway.document.Problem.Severity;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.relay.ProviderTls;
import dev.keyway.server.config.ProviderAddress;
import dev.keyway.server.config.ProviderTlsFiles;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns the provider names of the operator's configuration into ids: those of the catalogue, and
 * those the policies add.
 *
 * @param urls the addresses by id
 * @param tls how they are spoken to over TLS, by id
 * @param problems names that nobody bears
 */
public record ProviderIds(ProviderUrls urls, Map<String, ProviderTls> tls, List<Problem> problems) {

  public ProviderIds {
    tls = Map.copyOf(tls);
    problems = List.copyOf(problems);
  }

  /** Finds the ids. */
  public static ProviderIds of(
      List<ProviderAddress> addresses,
      List<ProviderTlsFiles> secured,
      Collection<Catalogue> policies) {
    List<Catalogue> catalogues = new ArrayList<>(policies);
    catalogues.add(Catalogue.builtIn());
    Map<String, URI> urls = new HashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (ProviderAddress address : addresses) {
      Set<String> ids = ids(address.provider(), catalogues);
      ids.forEach(id -> urls.put(id, address.url()));
      if (ids.isEmpty()) {
        problems.add(unknown(address.provider(), address.place(), catalogues));
      }
    }
    Map<String, ProviderTls> tls = new HashMap<>();
    for (ProviderTlsFiles one : secured) {
      Set<String> ids = ids(one.provider(), catalogues);
      ids.forEach(id -> tls.put(id, one.tls().at(places(id, urls, catalogues))));
      boolean told = addresses.stream().anyMatch(other -> other.provider().equals(one.provider()));
      if (ids.isEmpty() && !told) {
        problems.add(unknown(one.provider(), one.place(), catalogues));
      }
    }
    return new ProviderIds(new ProviderUrls(urls), tls, problems);
  }

  /** Where the operator says that a provider is; policies of a host's own routes don't count. */
  private static Set<URI> places(String id, Map<String, URI> urls, List<Catalogue> catalogues) {
    URI moved = urls.get(id);
    if (moved != null) {
      return Set.of(moved);
    }
    Set<URI> places = new LinkedHashSet<>();
    for (Catalogue catalogue : catalogues) {
      Provider provider = catalogue.provider(id);
      if (provider != null) {
        provider.endpoints().values().forEach(endpoint -> places.add(endpoint.baseUrl()));
      }
    }
    return places;
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

  private static Problem unknown(String name, @Nullable Place place, List<Catalogue> catalogues) {
    Set<String> known = new LinkedHashSet<>();
    for (Catalogue catalogue : catalogues) {
      catalogue.providers().forEach(provider -> known.add(provider.id()));
    }
    String nearest = Nearest.of(name, known);
    String message = "there is no provider " + name + " in the catalogue or in a policy";
    String hint = nearest == null ? "; known: " + String.join(", ", known) : "";
    return place == null
        ? new Problem(Severity.ERROR, "", 0, 0, message + hint, nearest)
        : new Problem(
            Severity.ERROR, place.path(), place.line(), place.column(), message + hint, nearest);
  }
}
