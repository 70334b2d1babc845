package dev.keyway.route;

import dev.keyway.access.Caller;
import dev.keyway.access.ClientCredential;
import dev.keyway.catalogue.Catalogue;
import dev.keyway.catalogue.Definitions;
import dev.keyway.catalogue.ProviderDefinition;
import dev.keyway.policy.AiGateway;
import dev.keyway.policy.ApiKey;
import dev.keyway.policy.FailoverSettings;
import dev.keyway.policy.ManagedKeys;
import dev.keyway.policy.TokenLimits;
import dev.keyway.request.AiRequest;
import dev.keyway.request.Surface;
import dev.keyway.secret.Secret;
import dev.keyway.secret.SecretHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One routed request, told step by step. */
final class RoutingCase {

  private final List<ProviderDefinition> providers = new ArrayList<>();
  private final Map<String, List<ApiKey>> keys = new HashMap<>();
  private boolean onlyProviders;
  private boolean onlyModels;
  private Caller caller = Caller.unknown(null);
  private final Map<String, List<ApiKey>> houseKeys = new HashMap<>();
  private boolean onExhausted;
  private boolean afterClientKey;
  private ClientCredential credential = new ClientCredential.None();
  private Surface surface = Surface.CHAT_COMPLETIONS;

  static RoutingCase policy() {
    return new RoutingCase();
  }

  RoutingCase withKey(Definitions provider) {
    String id = provider.get().id();
    SecretHandle secret = SecretHandle.fixed(Secret.of("sk-" + id));
    keys.put(id, List.of(new ApiKey(id, "k1", id + "/k1", secret, null, null, Map.of())));
    return withoutKey(provider);
  }

  RoutingCase withoutKey(Definitions provider) {
    providers.add(provider.get());
    return this;
  }

  RoutingCase onlyConfiguredProviders() {
    onlyProviders = true;
    return this;
  }

  RoutingCase onlyConfiguredModels() {
    onlyModels = true;
    return this;
  }

  RoutingCase clientBringsKey() {
    credential = new ClientCredential.Found(Secret.of("sk-clients-own"));
    return this;
  }

  RoutingCase clientBringsSeveralKeys() {
    credential = new ClientCredential.Unclear(List.of("x-api-key", "api-key"));
    return this;
  }

  RoutingCase houseKey(String id) {
    SecretHandle secret = SecretHandle.fixed(Secret.of("sk-house-" + id));
    houseKeys.put(
        id, List.of(new ApiKey(id, "h1", "house " + id, secret, null, null, Map.of(), true)));
    return this;
  }

  RoutingCase houseOnExhausted() {
    onExhausted = true;
    return this;
  }

  RoutingCase houseAfterClientKey() {
    afterClientKey = true;
    return this;
  }

  RoutingCase messages() {
    return asked(Surface.MESSAGES);
  }

  RoutingCase asked(Surface other) {
    surface = other;
    return this;
  }

  RoutingCase hostVouches() {
    caller = caller(Caller.Voucher.HOST, null, null);
    return this;
  }

  RoutingCase callerMayUse(@Nullable List<String> providers, @Nullable List<String> models) {
    caller = caller(Caller.Voucher.ACCESS_KEY, providers, models);
    return this;
  }

  /** As far as the router goes: model selection comes next. */
  Routing.Found routed(@Nullable String model, String... models) {
    return (Routing.Found)
        Router.route(gateway(), caller, request(model, models), style -> credential);
  }

  /** All the way to the candidates, without model selection. */
  Routing route(@Nullable String model, String... models) {
    return switch (Router.route(gateway(), caller, request(model, models), style -> credential)) {
      case Routing.Found found -> OnePassthrough.narrow(found);
      case Routing.Nothing nothing -> nothing;
    };
  }

  /** What the caller may ask for. */
  Menu menu() {
    return new Menu(gateway(), caller, surface.format(), style -> credential);
  }

  private static Caller caller(
      Caller.Voucher voucher, @Nullable List<String> providers, @Nullable List<String> models) {
    return new Caller(voucher, "c", null, List.of(), null, Map.of(), null, providers, models);
  }

  private AiRequest request(@Nullable String model, String... models) {
    return new AiRequest(
        surface, new byte[0], List.of(), model, List.of(models), false, false, null, false, null);
  }

  private AiGateway gateway() {
    return new AiGateway(
        Catalogue.builtIn().with(providers),
        keys,
        new ManagedKeys(houseKeys, onExhausted, afterClientKey),
        onlyProviders,
        onlyModels,
        List.of(),
        List.of(),
        Duration.ZERO,
        AiGateway.Additions.NONE,
        TokenLimits.NONE,
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        Duration.ofMinutes(5),
        false,
        FailoverSettings.DEFAULTS,
        false,
        false,
        false);
  }
}
