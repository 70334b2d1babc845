package dev.keyway.envoy.config;

import dev.keyway.hostconfig.Yaml;
import java.util.List;

/** Envoy has the caller's context signed and sends requests to the relay. */
record RelayPieces(EnvoySetup setup) implements Pieces {

  @Override
  public Yaml manager() {
    return Yaml.NOTHING;
  }

  @Override
  public Yaml filters() {
    return filter("keyway", setup.trust());
  }

  /** The filter that asks the service at this cluster. */
  static Yaml filter(String cluster, Trust trust) {
    Vouching vouching = new Vouching(trust);
    return Templates.named("filters-relay")
        .with("cluster", cluster)
        .with("metadata", Metadata.of("relay"))
        .with("attributes", vouching.attributes())
        .with("metadata-options", vouching.options())
        .filled();
  }

  @Override
  public Yaml router() {
    return Templates.named("router").filled();
  }

  @Override
  public Yaml host() {
    return Yaml.NOTHING;
  }

  @Override
  public Yaml routes() {
    return Yaml.lines(setup.routes().stream().map(this::route).toList());
  }

  private Yaml route(RoutedPolicy route) {
    return Templates.named("route-relay")
        .with("name", route.policy())
        .with("match", route.match())
        .with("rewrite", route.rewrite())
        .with("idle", Yaml.duration(route.idle()))
        .with("metadata", Metadata.of("relay", route, setup.trust()))
        .filled();
  }

  @Override
  public Yaml clusters() {
    KeywayClusters clusters = new KeywayClusters(setup.doors());
    return Yaml.lines(List.of(clusters.relay(), clusters.service()));
  }
}
