package dev.keyway.envoy.config;

import dev.keyway.hostconfig.Template;
import dev.keyway.hostconfig.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Keyway's service is told of a filter, as the gRPC metadata of its calls: no client can write
 * there. A route's metadata is put in the place of its filter's, so each says all.
 */
final class Metadata {

  /** Of what is agreed between configuration and service. */
  private static final String VERSION = "1";

  private Metadata() {}

  /** Of a filter at this stage that needs no policy. */
  static Yaml of(String stage) {
    return Yaml.lines(List.of(entry("x-keyway-stage", stage), entry("x-keyway-version", VERSION)));
  }

  /** Of the router's upstream filter: which try it is, and where it goes. */
  static Yaml ofAttempt() {
    return Yaml.lines(
        List.of(
            of("attempt"),
            entry("x-keyway-attempt", "%UPSTREAM_REQUEST_ATTEMPT_COUNT%"),
            entry("x-keyway-cluster", "%UPSTREAM_CLUSTER_RAW%")));
  }

  /** Of the filter that reads along: which request it is. */
  static Yaml ofUsage() {
    return Yaml.lines(
        List.of(of("usage"), entry("x-keyway-flight", "%DYNAMIC_METADATA(keyway.ctx:flight)%")));
  }

  /** Of a filter at this stage on a policy's route. */
  static Yaml of(String stage, RoutedPolicy route, Trust trust) {
    List<Yaml> said = new ArrayList<>();
    said.add(of(stage));
    said.add(entry("x-keyway-policy", route.policy()));
    prefix(route).ifPresent(said::add);
    said.add(entry("x-keyway-address", "%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%"));
    said.add(entry("x-keyway-route", "%ROUTE_NAME%"));
    said.addAll(trust.metadata());
    return Yaml.lines(said);
  }

  /** One entry of a list of these. */
  static Yaml entry(String key, String value) {
    return Template.of("- {key: ${key}, value: ${value}}")
        .with("key", key)
        .with("value", value)
        .filled();
  }

  private static Optional<Yaml> prefix(RoutedPolicy route) {
    return route.prefix().isEmpty()
        ? Optional.empty()
        : Optional.of(entry("x-keyway-prefix", route.prefix()));
  }
}
