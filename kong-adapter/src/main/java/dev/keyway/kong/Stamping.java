package dev.keyway.kong;

import dev.keyway.access.Caller;
import dev.keyway.access.SignedContext;
import dev.keyway.host.HostRoute;
import dev.keyway.host.HostServing;
import dev.keyway.host.Stamp;
import dev.keyway.kong.pdk.Authenticated;
import dev.keyway.kong.pdk.Consumer;
import dev.keyway.kong.pdk.Kong;
import dev.keyway.kong.pdk.KongGoneException;
import dev.keyway.kong.pdk.PluginInstance;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** An instance that stamps its requests for the relay. */
record Stamping(
    PluginConfig config, HostRoute route, Supplier<HostServing> serving, InstantSource clock)
    implements PluginInstance {

  @Override
  public void access(Kong kong) throws KongGoneException {
    HostServing now = serving.get();
    Instant arrived = clock.instant();
    switch (route.stamp(caller(kong), now, arrived)) {
      case Stamp.Signed(String token) ->
          kong.service().request().setHeaders(Map.of(SignedContext.HEADER, List.of(token)));
      case Stamp.Refused refused ->
          new Denial(kong, now.keyway(), arrived, route.id(), config.settings().prefix())
              .deny(refused.policy(), refused.refusal());
    }
  }

  /**
   * Who calls. A consumer need have no user name, nor an id of the operator's own, but one of both
   * it has. Kong tells of tags; of its groups it does not. For a consumer without a credential
   * nobody vouches: it is the one that a plugin's {@code anonymous} names. (The header by which
   * Kong marks it is none to go by: a client can have Kong remove it, by naming it in {@code
   * Connection}.)
   */
  private Caller caller(Kong kong) throws KongGoneException {
    Authenticated client = kong.client().authenticated();
    String address = config.clientIp() ? kong.client().forwardedIp() : null;
    if (client == null || client.credential() == null) {
      return Caller.unknown(address);
    }
    Consumer consumer = client.consumer();
    return new Caller(
        Caller.Voucher.HOST,
        Objects.requireNonNullElseGet(
            consumer.username(),
            () -> Objects.requireNonNullElse(consumer.customId(), consumer.id())),
        consumer.username(),
        consumer.tags(),
        config.credentialId() ? client.credential() : null,
        config.jwtClaims() ? TokenClaims.of(kong.shared().get(TokenClaims.SHARED)) : Map.of(),
        address,
        null,
        null);
  }
}
