package dev.keyway.route;

import dev.keyway.access.Caller;
import dev.keyway.catalogue.Catalogue;
import dev.keyway.catalogue.Model;
import dev.keyway.catalogue.Provider;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The providers and models that a caller may use. They are named as clients name them: a provider
 * by its id or an alias; a model by its id or an alias, at every provider that has it, or at one as
 * {@code provider:model}. Case does not count.
 */
public final class CallerLimits {

  private final @Nullable Set<String> providers;
  private final @Nullable Set<String> models;

  private CallerLimits(@Nullable Set<String> providers, @Nullable Set<String> models) {
    this.providers = providers;
    this.models = models;
  }

  static CallerLimits of(Caller caller) {
    return new CallerLimits(lower(caller.providers()), lower(caller.models()));
  }

  boolean allow(Provider provider) {
    Set<String> allowed = providers;
    return allowed == null || names(provider).anyMatch(allowed::contains);
  }

  boolean allow(Provider provider, Model model) {
    Set<String> allowed = models;
    return allowed == null
        || names(model).anyMatch(allowed::contains)
        || names(provider)
            .anyMatch(at -> names(model).anyMatch(name -> allowed.contains(at + ":" + name)));
  }

  /**
   * Names among a caller's limits that no catalogue knows: they allow nothing.
   *
   * @param providers null: no limit
   * @param models null: no limit
   * @param catalogues of the policies that may be meant
   */
  public static List<Unknown> unknown(
      @Nullable List<String> providers, @Nullable List<String> models, List<Catalogue> catalogues) {
    List<Unknown> unknown = new ArrayList<>();
    for (String name : providers == null ? List.<String>of() : providers) {
      if (catalogues.stream().noneMatch(catalogue -> catalogue.provider(name) != null)) {
        unknown.add(new Unknown("provider", name, nearestProvider(name, catalogues)));
      }
    }
    for (String name : models == null ? List.<String>of() : models) {
      if (catalogues.stream().noneMatch(catalogue -> knows(catalogue, name))) {
        unknown.add(new Unknown("model", name, nearestModel(name, catalogues)));
      }
    }
    return unknown;
  }

  private static boolean knows(Catalogue catalogue, String model) {
    return switch (Wanted.of(model, catalogue)) {
      case Wanted.Any any -> false;
      case Wanted.At at -> catalogue.model(at.provider().id(), at.model()) != null;
      case Wanted.Anywhere anywhere -> !catalogue.offers(anywhere.model()).isEmpty();
    };
  }

  private static @Nullable String nearestProvider(String name, List<Catalogue> catalogues) {
    return catalogues.stream()
        .flatMap(catalogue -> catalogue.nearestProviders(name, 1).stream())
        .findFirst()
        .orElse(null);
  }

  /** Where the provider is known or nearly so, the nearest model there. */
  private static @Nullable String nearestModel(String name, List<Catalogue> catalogues) {
    int colon = name.indexOf(':');
    for (Catalogue catalogue : catalogues) {
      Provider at = colon < 0 ? null : nearest(name.substring(0, colon), catalogue);
      List<String> near =
          at == null
              ? catalogue.nearestModels(name, 1)
              : catalogue.nearestModels(
                  name.substring(colon + 1), 1, offer -> offer.provider().id().equals(at.id()));
      if (!near.isEmpty()) {
        return (at == null ? "" : at.id() + ":") + near.getFirst();
      }
    }
    return null;
  }

  private static @Nullable Provider nearest(String name, Catalogue catalogue) {
    Provider known = catalogue.provider(name);
    List<String> near = known == null ? catalogue.nearestProviders(name, 1) : List.of();
    return near.isEmpty() ? known : catalogue.provider(near.getFirst());
  }

  private static Stream<String> names(Provider provider) {
    return Stream.concat(Stream.of(provider.id()), provider.aliases().stream())
        .map(CallerLimits::lower);
  }

  private static Stream<String> names(Model model) {
    return Stream.concat(Stream.of(model.id()), model.aliases().stream()).map(CallerLimits::lower);
  }

  private static @Nullable Set<String> lower(@Nullable List<String> names) {
    if (names == null) {
      return null;
    }
    Set<String> lower = HashSet.newHashSet(names.size());
    names.forEach(name -> lower.add(lower(name)));
    return lower;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /**
   * A name nobody knows.
   *
   * @param kind {@code provider} or {@code model}
   * @param nearest what may have been meant, or null
   */
  public record Unknown(String kind, String name, @Nullable String nearest) {

    /** {@code no provider opnai; did you mean openai?}, without the question where none is near. */
    public String words() {
      return "no %s %s".formatted(kind, name)
          + (nearest == null ? "" : "; did you mean " + nearest + "?");
    }
  }
}
