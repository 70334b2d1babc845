package dev.keyway.envoy.config;

import dev.keyway.hostconfig.Yaml;

/** Envoy sends requests to an entry listener with an access key of its own. */
record TokenPieces(EnvoySetup setup) implements Pieces {

  @Override
  public Yaml manager() {
    return Yaml.NOTHING;
  }

  @Override
  public Yaml filters() {
    return Templates.named("filters-token").filled();
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
    RoutedPolicy route = setup.routes().getFirst();
    return Templates.named("route-token")
        .with("name", route.policy())
        .with("match", route.match())
        .with("idle", Yaml.duration(route.idle()))
        .filled();
  }

  @Override
  public Yaml clusters() {
    return new KeywayClusters(setup.doors()).relay();
  }
}
