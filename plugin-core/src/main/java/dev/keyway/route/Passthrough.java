package dev.keyway.route;

import dev.keyway.access.Caller;
import dev.keyway.catalogue.AuthStyle;
import dev.keyway.catalogue.Endpoint;
import dev.keyway.catalogue.Provider;
import dev.keyway.policy.AiGateway;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * With whose key a provider would be asked, and that the client's own goes to one provider only.
 */
final class Passthrough {

  private final AiGateway gateway;
  private final Caller caller;
  private final Predicate<AuthStyle> clientBrings;
  private @Nullable Provider chosen;

  Passthrough(AiGateway gateway, Caller caller, Predicate<AuthStyle> clientBrings) {
    this.gateway = gateway;
    this.caller = caller;
    this.clientBrings = clientBrings;
  }

  /** Why this provider can't be asked, or null when it can. */
  @Nullable Ruling of(Provider provider, Endpoint endpoint) {
    if (gateway.keys().containsKey(provider.id())) {
      return null;
    }
    if (!clientBrings.test(endpoint.auth())) {
      return endpoint.auth().required()
          ? new Ruling(Ground.NO_CREDENTIAL, missing(endpoint))
          : null;
    }
    if (chosen != null && !chosen.id().equals(provider.id())) {
      return Ruling.policy(
          "the client's own key goes to one provider only, here to " + chosen.id());
    }
    return null;
  }

  /**
   * The same for a provider nobody asked for: a client that names neither provider nor model has
   * not said whose key it sent, so that key goes only where the policy lists a provider without
   * keys.
   */
  @Nullable Ruling unasked(Provider provider, Endpoint endpoint) {
    boolean ours = gateway.keys().containsKey(provider.id());
    return ours || provider.configured()
        ? of(provider, endpoint)
        : Ruling.policy("the policy does not list the provider, and the client did not name it");
  }

  /** Notes that this provider is a candidate. */
  void take(Provider provider, Endpoint endpoint) {
    if (chosen == null
        && !gateway.keys().containsKey(provider.id())
        && clientBrings.test(endpoint.auth())) {
      chosen = provider;
    }
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
