package dev.keyway.route;

import dev.keyway.access.Caller;
import dev.keyway.access.ClientCredential;
import dev.keyway.catalogue.AuthStyle;
import dev.keyway.catalogue.Model;
import dev.keyway.catalogue.Provider;
import dev.keyway.policy.AiGateway;
import dev.keyway.request.AiRequest;
import dev.keyway.request.Surface;
import java.util.List;
import java.util.function.Function;

/** From names to candidates: pure, by the policy's catalogue alone. Health plays no part here. */
public final class Router {

  private Router() {}

  /**
   * The candidates for a request of this caller, and every exclusion with its reason.
   *
   * <p>A provider without keys in the policy is asked with the client's own credential
   * (passthrough). That one provider only is asked so is seen to by {@link OnePassthrough}, once
   * model selection has said who is first.
   *
   * @param credentials the credential of its own that the client brought for a provider that looks
   *     for its key in this way
   */
  public static Routing route(
      AiGateway gateway,
      Caller caller,
      AiRequest request,
      Function<AuthStyle, ClientCredential> credentials) {
    Eligibility eligibility = new Eligibility(gateway, caller, request.surface());
    Selection selection = new Selection(gateway, eligibility, caller, credentials);
    List<String> names = request.names();
    if (names.isEmpty()) {
      selection.add(new Wanted.Any());
    }
    for (String name : names) {
      selection.add(Wanted.of(name, gateway.catalogue()));
    }
    return selection.routing();
  }

  /** Whether policy and caller allow this model of this provider for requests of this surface. */
  public static boolean allows(
      AiGateway gateway, Caller caller, Surface surface, Provider provider, Model model) {
    Eligibility eligibility = new Eligibility(gateway, caller, surface);
    return eligibility.of(provider) == null && eligibility.of(provider, model) == null;
  }
}
