package dev.keyway.route;

import dev.keyway.access.Caller;
import dev.keyway.catalogue.Model;
import dev.keyway.catalogue.Provider;
import dev.keyway.policy.AiGateway;
import dev.keyway.request.Surface;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Who may serve requests of this surface for this caller, as far as policy and caller say. */
final class Eligibility {

  private final AiGateway gateway;
  private final Surface surface;
  private final LocalDate today;
  private final CallerLimits limits;

  Eligibility(AiGateway gateway, Caller caller, Surface surface) {
    this.gateway = gateway;
    this.surface = surface;
    this.today = gateway.catalogue().date();
    this.limits = CallerLimits.of(caller);
  }

  Surface surface() {
    return surface;
  }

  /** Why this provider is left out with all its models, or null when it is not. */
  @Nullable Ruling of(Provider provider) {
    if (provider.disabled()) {
      return Ruling.policy("the provider is disabled");
    }
    if (gateway.onlyConfiguredProviders() && !provider.configured()) {
      return Ruling.policy("only providers that the policy lists are allowed");
    }
    if (!limits.allow(provider)) {
      return Ruling.caller("this caller may not use the provider");
    }
    if (provider.endpoints().isEmpty()) {
      return Ruling.policy("the provider needs a base_url, and the policy gives none");
    }
    if (provider.endpointFor(surface) == null) {
      return Ruling.policy(
          "the provider does not offer "
              + surface.wireName()
              + " of the "
              + surface.format().wireName()
              + " format");
    }
    return null;
  }

  /** Why this model of an eligible provider is left out, or null when it is not. */
  @Nullable Ruling of(Provider provider, Model model) {
    if (model.disabled()) {
      return Ruling.policy("the model is disabled");
    }
    if (gateway.onlyConfiguredModels() && !model.configured()) {
      return Ruling.policy("only models that the policy lists are allowed");
    }
    if (!limits.allow(provider, model)) {
      return Ruling.caller("this caller may not use the model");
    }
    return null;
  }

  /**
   * The same for a model nobody asked for by name. What the catalogue says of a model's purpose and
   * end then counts; a client that names a model may know better.
   */
  @Nullable Ruling unasked(Provider provider, Model model) {
    if (!model.madeFor(surface)) {
      return Ruling.policy(
          model.kind() == null
              ? "not said to write %s (output_modalities)".formatted(surface.outputModality())
              : "not made for " + surface.wireName());
    }
    LocalDate retires = model.retires();
    if (retires != null && !retires.isAfter(today) && !model.configured()) {
      return Ruling.policy("retired by the provider");
    }
    return of(provider, model);
  }
}
