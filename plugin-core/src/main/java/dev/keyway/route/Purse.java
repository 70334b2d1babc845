package dev.keyway.route;

import dev.keyway.access.Caller;
import dev.keyway.access.ClientCredential;
import dev.keyway.catalogue.AuthStyle;
import dev.keyway.catalogue.Endpoint;
import dev.keyway.catalogue.Provider;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.ManagedKeys;
import java.util.function.Function;

/**
 * With whose keys a provider would be asked for one caller. This is the one place that lets house
 * keys be used at all: for callers somebody vouches for, whatever {@code access} says.
 */
final class Purse {

  private final AiGateway gateway;
  private final ManagedKeys house;
  private final Caller caller;
  private final Function<AuthStyle, ClientCredential> credentials;

  Purse(AiGateway gateway, Caller caller, Function<AuthStyle, ClientCredential> credentials) {
    this.gateway = gateway;
    this.house = gateway.managedKeys();
    this.caller = caller;
    this.credentials = credentials;
  }

  /** For a provider the client named, or whose model it named. */
  Funding of(Provider provider, Endpoint endpoint) {
    boolean housePays = housePays(provider);
    if (isPolicys(provider)) {
      return housePays && house.onExhausted() ? Funding.By.POLICY_THEN_HOUSE : Funding.By.POLICY;
    }
    return switch (credentials.apply(endpoint.auth())) {
      case ClientCredential.Found found ->
          housePays && house.afterClientKey() ? Funding.By.CLIENT_THEN_HOUSE : Funding.By.CLIENT;
      case ClientCredential.Unclear unclear ->
          housePays && house.afterClientKey() ? Funding.By.HOUSE : withoutKey(provider, endpoint);
      case ClientCredential.None none ->
          housePays ? Funding.By.HOUSE : withoutKey(provider, endpoint);
    };
  }

  /**
   * The same for a provider nobody asked for: a client that names neither provider nor model has
   * not said whose key it sent, so that key goes only where the policy lists a provider and no key
   * of it, not even a house key.
   */
  Funding unasked(Provider provider, Endpoint endpoint) {
    boolean brought = !(credentials.apply(endpoint.auth()) instanceof ClientCredential.None);
    if (!isPolicys(provider) && isHouses(provider) && brought) {
      return housePays(provider) && house.afterClientKey()
          ? Funding.By.HOUSE
          : new Funding.Missing(
              Ruling.policy(
                  "the client brings a key and did not say that it is this provider's, and house"
                      + " keys do not stand in for it"));
    }
    return isPolicys(provider) || provider.configured()
        ? of(provider, endpoint)
        : new Funding.Missing(
            Ruling.policy("the policy does not list the provider, and the client did not name it"));
  }

  private boolean isPolicys(Provider provider) {
    return gateway.keys().containsKey(provider.id());
  }

  private boolean isHouses(Provider provider) {
    return house.keys().containsKey(provider.id());
  }

  private boolean housePays(Provider provider) {
    return isHouses(provider) && caller.authenticated();
  }

  private Funding withoutKey(Provider provider, Endpoint endpoint) {
    if (isHouses(provider) && !caller.authenticated()) {
      return missing(
          "the house keys of the provider are for callers somebody vouches for", endpoint);
    }
    return endpoint.auth().required() || isHouses(provider)
        ? missing("the policy has no key of the provider", endpoint)
        : Funding.By.NOBODY;
  }

  private Funding missing(String what, Endpoint endpoint) {
    String where =
        caller.voucher() == Caller.Voucher.HOST ? "x-provider-key" : places(endpoint.auth());
    String reason = what + ", and the request brings none of its own (in " + where + ")";
    return new Funding.Missing(new Ruling(Ground.NO_CREDENTIAL, reason));
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
