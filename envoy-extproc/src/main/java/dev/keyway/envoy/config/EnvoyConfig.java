package dev.keyway.envoy.config;

import dev.keyway.hostconfig.Template;
import dev.keyway.hostconfig.Yaml;

/**
 * Envoy's configuration as text: YAML with comments that say why a setting is there. The same setup
 * gives the same text.
 */
public final class EnvoyConfig {

  private EnvoyConfig() {}

  /**
   * The text.
   *
   * @throws IllegalArgumentException when Envoy can't express the setup, see {@link Unfit}
   */
  public static String of(EnvoySetup setup) {
    Yaml text =
        switch (setup.shape()) {
          case FULL -> full(setup);
          case FRAGMENT -> fragment(setup);
          case ENVOY_GATEWAY -> Kubernetes.envoyGateway(setup);
          case ISTIO -> Kubernetes.istio(setup);
        };
    return text.source();
  }

  private static Yaml full(EnvoySetup setup) {
    Pieces pieces = Pieces.of(setup);
    return about(Templates.named("bootstrap"), setup.form())
        .with("admin", admin(setup.doors()))
        .with("listener", listener(setup, pieces))
        .with("clusters", pieces.clusters())
        .filled();
  }

  private static Yaml fragment(EnvoySetup setup) {
    Pieces pieces = Pieces.of(setup);
    return switch (setup.form()) {
      case RELAY, TOKEN ->
          about(Templates.named("fragment"), setup.form())
              .with("filters", pieces.filters())
              .with("routes", pieces.routes())
              .with("clusters", pieces.clusters())
              .filled();
      case NATIVE ->
          about(Templates.named("fragment-native"), setup.form())
              .with("listener", listener(setup, pieces))
              .with("clusters", pieces.clusters())
              .filled();
    };
  }

  private static Template about(Template template, Form form) {
    String about =
        switch (form) {
          case RELAY ->
              "Keyway signs who calls; requests then go to Keyway's relay, which keeps the keys and fails over.";
          case TOKEN ->
              "Requests go to an entry listener of Keyway with an access key of Envoy's own, from KEYWAY_ACCESS_KEY.";
          case NATIVE ->
              "Envoy sends requests to the providers itself: Keyway plans, gives each attempt its key, and says when to go on.";
        };
    return template
        .with(
            "title",
            new Yaml(
                "Keyway behind Envoy %s or newer, %s form."
                    .formatted(form.oldestEnvoy(), form.wireName())))
        .with("about", new Yaml(about));
  }

  private static Yaml admin(EnvoySetup.Doors doors) {
    if (doors.admin() == null) {
      return Yaml.NOTHING;
    }
    return Template.of(
            """
            # Whoever reaches this can stop Envoy and read its configuration: keep it on loopback.
            admin: {address: ${address}}
            """)
        .with("address", doors.admin().yaml())
        .filled();
  }

  private static Yaml listener(EnvoySetup setup, Pieces pieces) {
    return Templates.named("listener")
        .with("address", setup.doors().listen().yaml())
        .with("more", pieces.manager())
        .with("who", who(setup.form()))
        .with("filters", pieces.filters())
        .with("router", pieces.router())
        .with("host", pieces.host())
        .with("routes", pieces.routes())
        .filled();
  }

  private static Yaml who(Form form) {
    return switch (form) {
      case RELAY, NATIVE -> Templates.named("who").filled();
      case TOKEN -> Yaml.NOTHING;
    };
  }
}
