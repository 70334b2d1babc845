package dev.keyway.envoy.config;

import dev.keyway.hostconfig.Template;
import dev.keyway.hostconfig.Yaml;

/** The relay form as resources of Kubernetes. */
final class Kubernetes {

  private final EnvoySetup setup;
  private final Service relay;
  private final Service service;

  private Kubernetes(EnvoySetup setup) {
    this.setup = setup;
    this.relay = Service.at(setup.doors().relay());
    this.service = Service.at(setup.doors().service());
  }

  /**
   * Gateway API's routes, and what Envoy Gateway adds to them. An {@code EnvoyExtensionPolicy} has
   * no field for gRPC metadata, so an {@code EnvoyPatchPolicy} adds that.
   */
  static Yaml envoyGateway(EnvoySetup setup) {
    Kubernetes kubernetes = new Kubernetes(setup);
    return kubernetes
        .named("envoy-gateway")
        .with("routes", Yaml.lines(setup.routes().stream().map(kubernetes::gatewayRoute).toList()))
        .with("patches", Yaml.lines(setup.routes().stream().map(kubernetes::gatewayPatch).toList()))
        .filled();
  }

  /** A virtual service, and the patches of Istio's gateway. */
  static Yaml istio(EnvoySetup setup) {
    Kubernetes kubernetes = new Kubernetes(setup);
    return kubernetes
        .named("istio")
        .with("routes", Yaml.lines(setup.routes().stream().map(kubernetes::istioRoute).toList()))
        .with("patches", Yaml.lines(setup.routes().stream().map(kubernetes::istioPatch).toList()))
        .with("filter", kubernetes.istioFilter())
        .filled();
  }

  private Yaml gatewayRoute(RoutedPolicy route) {
    Yaml rewrite =
        route.prefix().isEmpty()
            ? Yaml.NOTHING
            : new Yaml(
                "filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /}}}]");
    Vouching vouching = new Vouching(setup.trust());
    return named("envoy-gateway-route", route)
        .with("request", vouching.ofEnvoyGateway())
        .with("namespaces", vouching.accessible())
        .with("path", route.prefix().isEmpty() ? "/" : route.prefix())
        .with("rewrite", rewrite)
        .filled();
  }

  private Yaml gatewayPatch(RoutedPolicy route) {
    String filter =
        "envoy.filters.http.ext_proc/envoyextensionpolicy/%s/%s/extproc/0"
            .formatted(service.namespace(), name(route));
    return named("envoy-gateway-patch", route)
        .with("listener", service.namespace() + "/eg/http")
        .with("filter", "..http_filters[?(@.name=='%s')].typed_config".formatted(filter))
        .filled();
  }

  private Yaml istioRoute(RoutedPolicy route) {
    Yaml rewrite = route.prefix().isEmpty() ? Yaml.NOTHING : new Yaml("rewrite: {uri: /}");
    return named("istio-route", route)
        .with("hostname", relay.hostname())
        .with("rewrite", rewrite)
        .filled();
  }

  private Yaml istioPatch(RoutedPolicy route) {
    return named("istio-patch", route).filled();
  }

  /** By the mesh's own cluster, and so with its mutual TLS. */
  private Yaml istioFilter() {
    String cluster = "outbound|%d||%s".formatted(service.port(), service.hostname());
    return RelayPieces.filter(cluster, setup.trust()).asValue();
  }

  private Template named(String template, RoutedPolicy route) {
    return named(template)
        .with("name", name(route))
        .with("match", route.match())
        .with("idle", Yaml.duration(route.idle()))
        .with("metadata", Metadata.of("relay", route, setup.trust()));
  }

  private static String name(RoutedPolicy route) {
    return "keyway-" + route.policy();
  }

  private Template named(String template) {
    return Templates.named(template)
        .with("namespace", service.namespace())
        .with("relay", relay.name())
        .with("relay-port", Yaml.number(relay.port()))
        .with("relay-port-text", Integer.toString(relay.port()))
        .with("service", service.name())
        .with("service-port", Yaml.number(service.port()))
        .with("service-port-text", Integer.toString(service.port()))
        .with("hostname", service.hostname());
  }

  /** A port of a Kubernetes Service. */
  private record Service(String name, String namespace, int port) {

    static Service at(Address address) {
      return switch (address) {
        case Address.Tcp tcp -> {
          String[] labels = tcp.host().split("\\.", 3);
          yield new Service(labels[0], labels.length > 1 ? labels[1] : "default", tcp.port());
        }
        case Address.Unix unix ->
            throw new IllegalArgumentException(
                unix + " can't be reached from Envoy's pod; a Service can: NAME.NAMESPACE:PORT");
      };
    }

    String hostname() {
      return name + "." + namespace + ".svc.cluster.local";
    }
  }
}
