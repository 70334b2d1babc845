package dev.keyway.route;

import dev.keyway.catalogue.Catalogue;
import dev.keyway.catalogue.Provider;

/** What a client means by a model's name. */
sealed interface Wanted {

  /** Whatever the policy chooses. */
  record Any() implements Wanted {}

  /** A model of one provider, which need not be known. */
  record At(Provider provider, String model) implements Wanted {}

  /** A model of this id or alias, wherever it is offered. */
  record Anywhere(String model) implements Wanted {}

  /**
   * Reads a name. It is split at its first colon only where what stands before is a provider's:
   * {@code llama3.2:70b} is the name of a model.
   */
  static Wanted of(String name, Catalogue catalogue) {
    if (name.equalsIgnoreCase("auto") || name.equalsIgnoreCase("ngrok/auto")) {
      return new Any();
    }
    int colon = name.indexOf(':');
    if (colon > 0 && colon < name.length() - 1) {
      Provider provider = catalogue.provider(name.substring(0, colon));
      if (provider != null) {
        return new At(provider, name.substring(colon + 1));
      }
    }
    return new Anywhere(name);
  }
}
