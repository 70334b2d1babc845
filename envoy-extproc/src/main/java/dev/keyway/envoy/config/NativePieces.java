package dev.keyway.envoy.config;

import dev.keyway.hostconfig.Template;
import dev.keyway.hostconfig.Yaml;
import java.util.ArrayList;
import java.util.List;

/** Envoy carries requests to the providers, as Keyway plans. */
record NativePieces(EnvoySetup setup) implements Pieces {

  @Override
  public Yaml manager() {
    return Template.of(
            """
            # :scheme is that of the connection to the provider.
            scheme_header_transformation: {match_upstream: true}
            """)
        .filled();
  }

  @Override
  public Yaml filters() {
    Vouching vouching = new Vouching(setup.trust());
    Yaml plan =
        Templates.named("filters-plan")
            .with("metadata", Metadata.of("plan"))
            .with("attributes", vouching.attributes())
            .with("namespaces", vouching.namespaces())
            .filled();
    return setup.direct().usage() ? Yaml.lines(List.of(usage(), plan)) : plan;
  }

  private static Yaml usage() {
    return Templates.named("filters-usage").with("metadata", Metadata.ofUsage()).filled();
  }

  @Override
  public Yaml router() {
    return Templates.named("router-native").with("metadata", Metadata.ofAttempt()).filled();
  }

  @Override
  public Yaml host() {
    return Templates.named("host-native")
        .with("body", Yaml.number(setup.direct().requestBodyBytes()))
        .filled();
  }

  @Override
  public Yaml routes() {
    return Yaml.lines(setup.routes().stream().map(this::route).toList());
  }

  private Yaml route(RoutedPolicy route) {
    boolean usage = setup.direct().usage();
    return Templates.named("route-native")
        .with("name", route.policy())
        .with("match", route.match())
        .with("rewrite", route.rewrite())
        .with("idle", Yaml.duration(route.idle()))
        .with("per-try", Yaml.duration(route.attempt()))
        .with("stream-idle", Yaml.duration(route.streamIdle()))
        .with("metadata", metadata(route))
        .with(
            "usage",
            usage
                ? new Yaml(
                    "keyway.usage: {\"@type\": type.googleapis.com/envoy.config.route.v3.FilterConfig, config: {}}")
                : Yaml.NOTHING)
        .filled();
  }

  private Yaml metadata(RoutedPolicy route) {
    Yaml plan = Metadata.of("plan", route, setup.trust());
    return setup.direct().usage()
        ? Yaml.lines(List.of(plan, Metadata.entry("x-keyway-usage", "observed")))
        : plan;
  }

  @Override
  public Yaml clusters() {
    List<Yaml> clusters = new ArrayList<>();
    setup.direct().upstreams().forEach(one -> clusters.add(provider(one)));
    clusters.add(Templates.named("clusters-native").filled());
    clusters.add(new KeywayClusters(setup.doors()).service());
    return Yaml.lines(clusters);
  }

  private Yaml provider(Upstream upstream) {
    Address.Tcp address = upstream.address();
    if (address == null) {
      throw new IllegalArgumentException(upstream.origin() + " can't be said in a cluster");
    }
    return Templates.named("cluster-provider")
        .with("provider", upstream.provider())
        .with("origin", upstream.origin())
        .with("name", upstream.cluster())
        .with("child", upstream.cluster() + "/dns")
        .with("type", Yaml.text(address.isIp() ? "STATIC" : "LOGICAL_DNS"))
        .with("family", address.family())
        .with("protocol", protocol(upstream))
        .with("hostname", host(upstream, address))
        .with("address", address.yaml())
        .with(
            "tls",
            upstream.isEncrypted()
                ? UpstreamTls.to(address, upstream.tls(), setup.doors().authorities())
                : Yaml.NOTHING)
        .filled();
  }

  /** What Host says: RFC 9110, section 7.2, with the port where it is not the scheme's own. */
  private static String host(Upstream upstream, Address.Tcp address) {
    return address.port() == (upstream.isEncrypted() ? 443 : 80)
        ? address.host()
        : address.toString();
  }

  /** TLS says which protocol the provider takes. In clear text it is the older one. */
  private static Yaml protocol(Upstream upstream) {
    return new Yaml(
        upstream.isEncrypted()
            ? "auto_config: {http_protocol_options: {}, http2_protocol_options: {}}"
            : "explicit_http_config: {http_protocol_options: {}}");
  }
}
