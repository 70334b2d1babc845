package dev.keyway.apisix;

import dev.keyway.apisix.runner.A6Filter;
import dev.keyway.apisix.runner.A6Plugin;
import dev.keyway.apisix.runner.ConfKey;
import dev.keyway.host.HostServing;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keyway on a route of APISIX, in its {@code ext-plugin-post-req}: who calls is signed into the one
 * header that Keyway's relay believes, and the relay, which is the route's upstream, does the rest.
 *
 * <p>It costs one round trip beside the call itself, for the consumer and the route.
 */
public final class KeywayPlugin implements A6Plugin {

  private static final Logger LOG = LoggerFactory.getLogger(KeywayPlugin.class);

  private static final String BEFORE = "ext-plugin-pre-req";

  private final Callers callers;
  private final Supplier<HostServing> serving;
  private final InstantSource clock;

  /**
   * @param callers who calls
   * @param serving what requests are stamped by at a moment
   */
  public KeywayPlugin(Callers callers, Supplier<HostServing> serving, InstantSource clock) {
    this.callers = callers;
    this.serving = serving;
    this.clock = clock;
  }

  @Override
  public String name() {
    return KeywayRoute.NAME;
  }

  /**
   * A policy that the route brings is taken in on a thread of its own, since that may wait for
   * vaults: all of APISIX waits for a configuration that is prepared, for this one only the
   * requests of its route.
   */
  @Override
  public A6Filter prepare(ConfKey key, List<String> values) {
    KeywayRoute route = route(key, values);
    FutureTask<Void> takenIn = new FutureTask<>(() -> tell(key, route), null);
    Thread.ofVirtual().name("apisix-policy").start(takenIn);
    return new Stamping(route, takenIn, serving, clock);
  }

  private KeywayRoute route(ConfKey key, List<String> values) {
    if (BEFORE.equals(key.plugin())) {
      return KeywayRoute.wrong(
          "keyway stands in %s, which runs before APISIX knows the consumer: move it to %s"
              .formatted(BEFORE, KeywayRoute.STANDS_IN));
    }
    if (values.size() > 1) {
      return KeywayRoute.wrong(
          "keyway stands %d times in one conf, which would be %d policies for one request: leave one"
              .formatted(values.size(), values.size()));
    }
    return KeywayRoute.of(values.getFirst(), callers);
  }

  private void tell(ConfKey key, KeywayRoute route) {
    for (String note : route.notes(serving.get())) {
      LOG.warn("APISIX's {}: {}", key, note);
    }
  }
}
