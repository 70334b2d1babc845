package dev.keyway.route;

import dev.keyway.access.Caller;
import dev.keyway.catalogue.AuthStyle;
import dev.keyway.catalogue.Endpoint;
import dev.keyway.catalogue.Provider;
import dev.keyway.policy.AiGateway;
import java.util.function.Predicate;

/** With whose keys a provider would be asked for one caller. */
final class Purse {

  private final AiGateway gateway;
  private final Caller caller;
  private final Predicate<AuthStyle> clientBrings;

  Purse(AiGateway gateway, Caller caller, Predicate<AuthStyle> clientBrings) {
    this.gateway = gateway;
    this.caller = caller;
    this.clientBrings = clientBrings;
  }

  /** For a provider the client named, or whose model it named. */
  Funding of(Provider provider, Endpoint endpoint) {
    if (gateway.keys().containsKey(provider.id())) {
      return Funding.By.POLICY;
    }
    if (clientBrings.test(endpoint.auth())) {
      return Funding.By.CLIENT;
    }
    return endpoint.auth().required()
        ? new Funding.Missing(new Ruling(Ground.NO_CREDENTIAL, missing(endpoint)))
        : Funding.By.NOBODY;
  }

  /**
   * The same for a provider nobody asked for: a client that names neither provider nor model has
   * not said whose key it sent, so that key goes only where the policy lists a provider without
   * keys.
   */
  Funding unasked(Provider provider, Endpoint endpoint) {
    boolean ours = gateway.keys().containsKey(provider.id());
    return ours || provider.configured()
        ? of(provider, endpoint)
        : new Funding.Missing(
            Ruling.policy("the policy does not list the provider, and the client did not name it"));
  }

  private String missing(Endpoint endpoint) {
    String where =
        caller.voucher() == Caller.Voucher.HOST ? "x-provider-key" : places(endpoint.auth());
    return "the policy has no key of the provider, and the request brings none of its own (in "
        + where
        + ")";
  }

  private static String places(AuthStyle auth) {
    String everybodys = "authorization, x-api-key or x-provider-key";
    return switch (auth.kind()) {
      case BEARER -> everybodys;
      case HEADER ->
          everybodys.contains(auth.name()) ? everybodys : auth.name() + ", " + everybodys;
      case QUERY -> "the query parameter " + auth.name() + ", " + everybodys;
    };
  }
}
