package dev.keyway.route;

import dev.keyway.catalogue.Endpoint;
import dev.keyway.catalogue.Model;
import dev.keyway.catalogue.Provider;
import java.util.List;

/**
 * A model at a provider that may serve the request.
 *
 * @param provider the provider
 * @param model the model; for a name the catalogue does not know, one made from that name alone
 * @param known whether the catalogue or the policy knows the model
 * @param endpoint where the request's surface is answered
 * @param payers with whose keys it may be asked for this caller, in order; never empty
 */
public record Candidate(
    Provider provider, Model model, boolean known, Endpoint endpoint, List<Payer> payers) {

  public Candidate {
    payers = List.copyOf(payers);
  }

  /**
   * What its provider is remembered by: the place that is called, because two policies may give one
   * id to two places.
   */
  public String place() {
    return endpoint.baseUrl().toString();
  }

  /** The same, asked with the keys of this one only. */
  Candidate paidBy(Payer payer) {
    return new Candidate(provider, model, known, endpoint, List.of(payer));
  }

  /** {@code provider:model}. */
  public String name() {
    return provider.id() + ":" + model.id();
  }
}
