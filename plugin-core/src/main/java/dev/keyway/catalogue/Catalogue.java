package dev.keyway.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Providers and models that are known: the built-in data, or that with a policy's own merged over
 * it. Immutable.
 */
public final class Catalogue {

  private static final Catalogue BUILT_IN = new Catalogue(List.of());

  private final List<Provider> providers;

  private Catalogue(List<Provider> providers) {
    this.providers = List.copyOf(providers);
  }

  /** What ships with Keyway: read once from the data files. */
  public static Catalogue builtIn() {
    return BUILT_IN;
  }

  /**
   * This catalogue with a policy's providers merged over it, field by field; those come first, in
   * listed order.
   */
  public Catalogue with(List<ProviderDefinition> definitions) {
    throw new UnsupportedOperationException("" + definitions);
  }

  /** All providers: configured ones in listed order, then the rest alphabetically. */
  public List<Provider> providers() {
    return providers;
  }

  /** The provider of this id or alias, whatever its case, or null. */
  public @Nullable Provider provider(String idOrAlias) {
    throw new UnsupportedOperationException(idOrAlias);
  }

  /**
   * Every provider that has a model of this id or alias, whatever its case, with that model; in the
   * order of providers.
   */
  public List<Offer> offers(String modelIdOrAlias) {
    throw new UnsupportedOperationException(modelIdOrAlias);
  }

  /**
   * Known model names nearest to this one, best first, at most {@code count}; empty when none is
   * near.
   */
  public List<String> nearestModels(String name, int count) {
    throw new UnsupportedOperationException(name + count);
  }

  /**
   * Known provider ids nearest to this one, best first, at most {@code count}; empty when none is
   * near.
   */
  public List<String> nearestProviders(String name, int count) {
    throw new UnsupportedOperationException(name + count);
  }

  /** A model at one provider. */
  public record Offer(Provider provider, Model model) {}
}
