package dev.keyway.route;

import dev.keyway.access.Caller;
import dev.keyway.access.ClientCredential;
import dev.keyway.catalogue.AuthStyle;
import dev.keyway.catalogue.Catalogue;
import dev.keyway.catalogue.Model;
import dev.keyway.catalogue.Provider;
import dev.keyway.document.Nearest;
import dev.keyway.policy.AiGateway;
import dev.keyway.request.Format;
import dev.keyway.request.Surface;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The models a caller may name in requests of a format: those that policy and caller allow, at
 * providers that somebody pays for (as far as is known before anybody is called; health plays no
 * part). What the catalogue knows to be retired or made for something else is left out; it can
 * still be asked for.
 *
 * <p>Each is named so that the name, sent back as {@code model}, leads to it: by its plain id,
 * under which all providers that have it are tried in turn, and which is therefore listed once. An
 * id that would be read otherwise ({@code auto}, or one that begins like another provider's prefix)
 * has its provider's prefix.
 */
public final class Menu {

  private final Catalogue catalogue;
  private final List<Eligibility> surfaces;
  private final Purse purse;

  /**
   * @param credentials the credential of its own that the client brought for a provider that looks
   *     for its key in this way
   */
  public Menu(
      AiGateway gateway,
      Caller caller,
      Format format,
      Function<AuthStyle, ClientCredential> credentials) {
    this.catalogue = gateway.catalogue();
    this.surfaces =
        Arrays.stream(Surface.values())
            .filter(surface -> surface.format() == format)
            .map(surface -> new Eligibility(gateway, caller, surface))
            .toList();
    this.purse = new Purse(gateway, caller, credentials);
  }

  /** All of them, in the order of providers and, at each, of its models. */
  public List<Entry> entries() {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (Provider provider : catalogue.providers()) {
      List<Eligibility> open = open(provider);
      for (Model model : open.isEmpty() ? List.<Model>of() : provider.models()) {
        String name = serves(open, provider, model) ? name(provider, model) : null;
        if (name != null) {
          entries.putIfAbsent(name.toLowerCase(Locale.ROOT), new Entry(name, provider, model));
        }
      }
    }
    return List.copyOf(entries.values());
  }

  /**
   * The model that this name leads to, or null when none is on the menu: read as requests are, so
   * aliases count and case does not. Its entry has the name under which it is listed; with a
   * provider's prefix where the client wrote one.
   */
  public @Nullable Entry find(String name) {
    return switch (Wanted.of(name, catalogue)) {
      case Wanted.Any any -> null;
      case Wanted.At at -> at(at.provider(), at.model());
      case Wanted.Anywhere anywhere -> anywhere(anywhere.model());
    };
  }

  /** Names on the menu that may have been meant, best first, at most {@code count}. */
  public List<String> nearest(String name, int count) {
    List<Entry> entries = entries();
    List<String> whole = nearest(name, entries, count);
    return whole.isEmpty() ? nearest(name.substring(name.indexOf(':') + 1), entries, count) : whole;
  }

  private static List<String> nearest(String name, List<Entry> entries, int count) {
    Nearest nearest = new Nearest(name);
    entries.forEach(entry -> nearest.offerWithParts(entry.name()));
    return nearest.best(count);
  }

  private @Nullable Entry at(Provider provider, String name) {
    Model model = hasPrefix(provider) ? catalogue.model(provider.id(), name) : null;
    return model != null && serves(provider, model)
        ? new Entry(prefixed(provider, model), provider, model)
        : null;
  }

  private @Nullable Entry anywhere(String name) {
    for (Catalogue.Offer offer : catalogue.offers(name)) {
      String listed =
          serves(offer.provider(), offer.model()) ? name(offer.provider(), offer.model()) : null;
      if (listed != null) {
        return new Entry(listed, offer.provider(), offer.model());
      }
    }
    return null;
  }

  private boolean serves(Provider provider, Model model) {
    return serves(open(provider), provider, model);
  }

  private static boolean serves(List<Eligibility> open, Provider provider, Model model) {
    return open.stream().anyMatch(surface -> surface.unasked(provider, model) == null);
  }

  /** The surfaces for which this provider can be asked for this caller. */
  private List<Eligibility> open(Provider provider) {
    return surfaces.stream()
        .filter(surface -> surface.of(provider) == null && paid(provider, surface.surface()))
        .toList();
  }

  private boolean paid(Provider provider, Surface surface) {
    return purse.of(provider, Objects.requireNonNull(provider.endpointFor(surface)))
        instanceof Funding.By;
  }

  /** The name that leads to a model, or null where a policy's own aliases stand before it. */
  private @Nullable String name(Provider provider, Model model) {
    boolean hasPrefix = hasPrefix(provider);
    Model named = hasPrefix ? catalogue.model(provider.id(), model.id()) : model;
    if (named == null || !named.id().equals(model.id())) {
      return null;
    }
    if (Wanted.of(model.id(), catalogue) instanceof Wanted.Anywhere) {
      return model.id();
    }
    return hasPrefix ? prefixed(provider, model) : null;
  }

  /** The id of a built-in provider may be an alias of a policy's own. */
  private boolean hasPrefix(Provider provider) {
    Provider named = catalogue.provider(provider.id());
    return named != null && named.id().equals(provider.id());
  }

  private static String prefixed(Provider provider, Model model) {
    return provider.id() + ":" + model.id();
  }

  /**
   * A model on the menu.
   *
   * @param name what a client sends as {@code model}
   * @param provider the first of those that have it
   * @param model what that provider has under this name
   */
  public record Entry(String name, Provider provider, Model model) {}
}
