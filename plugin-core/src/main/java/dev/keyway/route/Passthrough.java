package dev.keyway.route;

import dev.keyway.access.Caller;
import dev.keyway.catalogue.Endpoint;
import dev.keyway.catalogue.Provider;
import dev.keyway.policy.AiGateway;
import org.jspecify.annotations.Nullable;

/**
 * With whose key a provider would be asked, and that the client's own goes to one provider only.
 */
final class Passthrough {

  private final AiGateway gateway;
  private final Caller caller;
  private final boolean hasClientCredential;
  private @Nullable Provider chosen;

  Passthrough(AiGateway gateway, Caller caller, boolean hasClientCredential) {
    this.gateway = gateway;
    this.caller = caller;
    this.hasClientCredential = hasClientCredential;
  }

  /** Why this provider can't be asked, or null when it can. */
  @Nullable Ruling of(Provider provider, Endpoint endpoint) {
    if (gateway.keys().containsKey(provider.id())) {
      return null;
    }
    if (!hasClientCredential) {
      return endpoint.auth().required() ? new Ruling(Ground.NO_CREDENTIAL, missing()) : null;
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
  void take(Provider provider) {
    if (chosen == null && hasClientCredential && !gateway.keys().containsKey(provider.id())) {
      chosen = provider;
    }
  }

  private String missing() {
    String where =
        caller.voucher() == Caller.Voucher.HOST
            ? "x-provider-key"
            : "authorization, x-api-key or x-provider-key";
    return "the policy has no key of the provider, and the request brings none of its own (in "
        + where
        + ")";
  }
}
