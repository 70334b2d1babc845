package dev.keyway.catalogue;

import dev.keyway.document.Nearest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Providers and models that are known: the built-in data, or that with a policy's own merged over
 * it. Immutable.
 */
public final class Catalogue {

  private static final Catalogue BUILT_IN = new Catalogue(BuiltInShelves.read(), List.of());

  private final BuiltInShelves builtIn;
  private final List<ProviderDefinition> definitions;
  private final List<Shelf> shelves;
  private final List<Provider> providers;
  private final Map<String, Shelf> byName;
  private final KeyNames keyNames;

  private Catalogue(BuiltInShelves builtIn, List<ProviderDefinition> definitions) {
    this.builtIn = builtIn;
    this.definitions = List.copyOf(definitions);
    this.shelves = shelves(builtIn, definitions);
    this.providers = shelves.stream().map(Shelf::provider).toList();
    this.byName = byName(shelves, definitions);
    this.keyNames = KeyNames.of(providers);
  }

  /** What ships with Keyway: read once from the data files. */
  public static Catalogue builtIn() {
    return BUILT_IN;
  }

  /** The day on which the built-in models were checked. */
  public LocalDate date() {
    return builtIn.date();
  }

  /**
   * This catalogue with a policy's providers merged over it, field by field; those come first, in
   * listed order.
   *
   * <p>A {@code base_url} moves all of a built-in provider's endpoints: the OpenAI format's to that
   * address, the Anthropic format's to the place below it where it stood below the old one. Nothing
   * goes on to the old address.
   *
   * <p>An alias may be the id of a built-in provider, which can then no longer be reached by that
   * id.
   */
  public Catalogue with(List<ProviderDefinition> more) {
    List<ProviderDefinition> all = new ArrayList<>(definitions);
    all.addAll(more);
    return new Catalogue(builtIn, all);
  }

  /** All providers: configured ones in listed order, then the rest alphabetically. */
  public List<Provider> providers() {
    return providers;
  }

  /** Where these providers look for their keys. */
  public KeyNames keyNames() {
    return keyNames;
  }

  /** The provider of this id or alias, whatever its case, or null. */
  public @Nullable Provider provider(String idOrAlias) {
    Shelf shelf = byName.get(Shelf.lower(idOrAlias));
    return shelf == null ? null : shelf.provider();
  }

  /**
   * The model of this id or alias at the provider of that id or alias, whatever their case, or
   * null.
   */
  public @Nullable Model model(String providerIdOrAlias, String modelIdOrAlias) {
    Shelf shelf = byName.get(Shelf.lower(providerIdOrAlias));
    return shelf == null ? null : shelf.model(Shelf.lower(modelIdOrAlias));
  }

  /**
   * Every provider that has a model of this id or alias, whatever its case, with that model; in the
   * order of providers.
   */
  public List<Offer> offers(String modelIdOrAlias) {
    String name = Shelf.lower(modelIdOrAlias);
    List<Offer> offers = new ArrayList<>(2);
    for (Shelf shelf : shelves) {
      Model model = shelf.model(name);
      if (model != null) {
        offers.add(new Offer(shelf.provider(), model));
      }
    }
    return offers;
  }

  /**
   * Known model names nearest to this one, best first, at most {@code count}; empty when none is
   * near.
   */
  public List<String> nearestModels(String name, int count) {
    return nearestModels(name, count, offer -> true);
  }

  /** The same, among the models at providers that {@code among} accepts. */
  public List<String> nearestModels(String name, int count, Predicate<Offer> among) {
    Nearest nearest = new Nearest(name);
    for (Provider provider : providers) {
      for (Model model : provider.models()) {
        if (among.test(new Offer(provider, model))) {
          nearest.offerWithParts(model.id());
          model.aliases().forEach(nearest::offerWithParts);
        }
      }
    }
    return nearest.best(count);
  }

  /**
   * Known provider ids nearest to this one, best first, at most {@code count}; empty when none is
   * near.
   */
  public List<String> nearestProviders(String name, int count) {
    Nearest nearest = new Nearest(name);
    providers.forEach(provider -> nearest.offerWithParts(provider.id()));
    providers.forEach(provider -> provider.aliases().forEach(nearest::offerWithParts));
    return nearest.best(count);
  }

  private static List<Shelf> shelves(BuiltInShelves builtIn, List<ProviderDefinition> definitions) {
    List<Shelf> shelves = new ArrayList<>();
    Set<String> replaced = new HashSet<>();
    for (ProviderDefinition definition : definitions) {
      shelves.add(builtIn.merged(definition));
      replaced.add(builtIn.canonical(definition.id()));
    }
    for (Shelf shelf : builtIn.shelves()) {
      if (!replaced.contains(shelf.provider().id())) {
        shelves.add(shelf);
      }
    }
    return List.copyOf(shelves);
  }

  /**
   * A configured id comes before a configured alias, that before a built-in id, and that before a
   * built-in alias.
   */
  private static Map<String, Shelf> byName(
      List<Shelf> shelves, List<ProviderDefinition> definitions) {
    Map<String, Shelf> byName = new HashMap<>();
    List<Shelf> configured = shelves.subList(0, definitions.size());
    configured.forEach(shelf -> byName.putIfAbsent(Shelf.lower(shelf.provider().id()), shelf));
    for (int i = 0; i < definitions.size(); i++) {
      for (String alias : definitions.get(i).aliases()) {
        byName.putIfAbsent(Shelf.lower(alias), shelves.get(i));
      }
    }
    shelves.forEach(shelf -> byName.putIfAbsent(shelf.provider().id(), shelf));
    shelves.forEach(
        shelf -> shelf.provider().aliases().forEach(alias -> byName.putIfAbsent(alias, shelf)));
    return byName;
  }

  /** A model at one provider. */
  public record Offer(Provider provider, Model model) {}
}
