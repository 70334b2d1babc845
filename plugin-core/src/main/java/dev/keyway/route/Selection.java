package dev.keyway.route;

import dev.keyway.access.Caller;
import dev.keyway.access.ClientCredential;
import dev.keyway.catalogue.AuthStyle;
import dev.keyway.catalogue.Catalogue;
import dev.keyway.catalogue.Endpoint;
import dev.keyway.catalogue.Model;
import dev.keyway.catalogue.Provider;
import dev.keyway.policy.AiGateway;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects the candidates of one request, name by name, and what was left out. */
final class Selection {

  /** Unknown names for which the nearest known ones are looked for. */
  private static final int NEAREST_TOLD = 3;

  private final Catalogue catalogue;
  private final Eligibility eligibility;
  private final Purse purse;
  private final List<Candidate> candidates = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();
  private final Left left = new Left();
  private int named = Integer.MAX_VALUE;
  private boolean allAdded;
  private int unknown;

  Selection(
      AiGateway gateway,
      Eligibility eligibility,
      Caller caller,
      Function<AuthStyle, ClientCredential> credentials) {
    this.catalogue = gateway.catalogue();
    this.eligibility = eligibility;
    this.purse = new Purse(gateway, caller, credentials);
  }

  void add(Wanted wanted) {
    switch (wanted) {
      case Wanted.Any any -> addAllOnce();
      case Wanted.At at -> addAt(at.provider(), at.model());
      case Wanted.Anywhere anywhere -> addAnywhere(anywhere.model());
    }
  }

  Routing routing() {
    return candidates.isEmpty()
        ? new Routing.Nothing(left.refusal(), left.exclusions())
        : new Routing.Found(
            List.copyOf(candidates), Math.min(named, candidates.size()), left.exclusions());
  }

  private void addAt(Provider provider, String name) {
    Model model = catalogue.model(provider.id(), name);
    if (model == null) {
      addNamed(provider, Model.unknown(name), false);
    } else {
      addNamed(provider, model, true);
    }
  }

  private void addAnywhere(String name) {
    List<Catalogue.Offer> offers = catalogue.offers(name);
    for (Catalogue.Offer offer : offers) {
      addNamed(offer.provider(), offer.model(), true);
    }
    if (offers.isEmpty()) {
      // Finding near names looks at all there are, and a request may hold many that nobody knows.
      boolean told = unknown++ < NEAREST_TOLD;
      left.unknown(name, told ? nearest(name) : List.of());
    }
  }

  private void addNamed(Provider provider, Model model, boolean known) {
    Ruling ruling = eligibility.of(provider);
    if (ruling == null) {
      ruling = eligibility.of(provider, model);
    }
    if (ruling != null) {
      left.out(provider.id() + ":" + model.id(), ruling);
      return;
    }
    switch (purse.of(provider, endpoint(provider))) {
      case Funding.By by -> take(provider, model, known, by.payers());
      case Funding.Missing missing -> left.out(provider.id() + ":" + model.id(), missing.ruling());
    }
  }

  /** One spelling of {@code auto} means as much as ten. */
  private void addAllOnce() {
    if (!allAdded) {
      allAdded = true;
      addAll();
    }
  }

  private void addAll() {
    left.anyAsked();
    named = Math.min(named, candidates.size());
    for (Provider provider : catalogue.providers()) {
      Ruling ruling = eligibility.of(provider);
      if (ruling != null) {
        left.out(provider.id() + ":*", ruling);
        continue;
      }
      switch (purse.unasked(provider, endpoint(provider))) {
        case Funding.By by -> addAll(provider, by.payers());
        case Funding.Missing missing -> left.out(provider.id() + ":*", missing.ruling());
      }
    }
  }

  private void addAll(Provider provider, List<Payer> payers) {
    Map<Ruling, List<Model>> leftOut = new LinkedHashMap<>();
    for (Model model : provider.models()) {
      Ruling ruling = eligibility.unasked(provider, model);
      if (ruling == null) {
        take(provider, model, true, payers);
      } else {
        leftOut.computeIfAbsent(ruling, any -> new ArrayList<>()).add(model);
      }
    }
    leftOut.forEach((ruling, models) -> left.out(provider, models, ruling));
  }

  private void take(Provider provider, Model model, boolean known, List<Payer> payers) {
    if (taken.add(provider.id() + ":" + model.id())) {
      candidates.add(new Candidate(provider, model, known, endpoint(provider), payers));
    }
  }

  private Endpoint endpoint(Provider provider) {
    return Objects.requireNonNull(provider.endpointFor(eligibility.surface()));
  }

  /** What the client may have meant, among what it could have had. */
  private List<String> nearest(String name) {
    List<String> models = catalogue.nearestModels(name, 3, this::eligible);
    int colon = name.indexOf(':');
    if (!models.isEmpty() || colon < 0) {
      return models;
    }
    return catalogue.nearestProviders(name.substring(0, colon), 1).stream()
        .map(provider -> provider + name.substring(colon))
        .toList();
  }

  private boolean eligible(Catalogue.Offer offer) {
    @Nullable Ruling provider = eligibility.of(offer.provider());
    return provider == null && eligibility.unasked(offer.provider(), offer.model()) == null;
  }
}
