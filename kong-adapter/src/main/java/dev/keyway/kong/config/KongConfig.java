package dev.keyway.kong.config;

import dev.keyway.hostconfig.Authentication;
import dev.keyway.hostconfig.PolicyRoute;
import dev.keyway.hostconfig.Template;
import dev.keyway.hostconfig.Yaml;
import dev.keyway.kong.config.KongSetup.Places;
import java.util.ArrayList;
import java.util.List;

/**
 * Kong's configuration as text: YAML with comments that say why a setting is there, and what
 * kong.conf needs. The same setup gives the same text.
 */
public final class KongConfig {

  /** In Kubernetes. Policies' plugins are called keyway-NAME, so none of them is called so. */
  private static final String KEY_AUTH = "key-auth-for-keyway";

  private final KongSetup setup;

  private KongConfig(KongSetup setup) {
    this.setup = setup;
  }

  /** A declarative configuration: for decK, and for a Kong without a database. */
  public static String deck(KongSetup setup) {
    KongConfig config = new KongConfig(setup);
    return config
        .head("deck", "pluginserver_keywayd_start_cmd = sleep infinity")
        .with("tls", config.tls("deck-tls"))
        .with("consumers", config.keyAuth(named("deck-consumers")))
        .with("routes", Yaml.lines(setup.routes().stream().map(config::deckRoute).toList()))
        .filled()
        .source();
  }

  /** Resources for Kong's Ingress Controller. */
  public static String kubernetes(KongSetup setup) {
    KongConfig config = new KongConfig(setup);
    return config
        .head("kubernetes", "KONG_PLUGINSERVER_KEYWAYD_START_CMD=sleep infinity")
        .with("tls", config.tls("kubernetes-tls"))
        .with("authentication", config.keyAuth(named("kubernetes-key-auth").with("name", KEY_AUTH)))
        .with("routes", Yaml.lines(setup.routes().stream().map(config::kubernetesRoute).toList()))
        .filled()
        .source();
  }

  private Template head(String template, String startCommand) {
    Places places = setup.places();
    long silence = setup.silence().toMillis();
    return named(template)
        .with("version", new Yaml(setup.kong().toString()))
        .with("socket", new Yaml(places.socket()))
        .with("query", new Yaml(places.query()))
        .with("start", start(startCommand))
        .with("protocol", places.relay().tls() ? "https" : "http")
        .with("host", places.relay().host())
        .with("port", Yaml.number(places.relay().port()))
        .with("silence", Yaml.number(silence))
        .with("silence-text", Long.toString(silence));
  }

  /** How the relay's certificate is checked, if it has one. */
  private Yaml tls(String template) {
    return setup.places().relay().tls() ? named(template).filled() : Yaml.NOTHING;
  }

  private Yaml start(String command) {
    Template template =
        setup.kong().needsStartCommand()
            ? Template.of(
                """
                #   ${command}
                # Up to 3.4.2 Kong runs no plugin that has no such command, and lets every request pass. This one does nothing: Keyway is a daemon of its own.
                """)
            : Template.of(
                """
                # No start_cmd: Keyway is a daemon of its own, whose streams a reload of Kong does not end. Kong would start /usr/local/bin/NAME if there were one, so the name
                # is not keyway.
                """);
    return template.with("command", new Yaml(command)).filled();
  }

  private Yaml deckRoute(PolicyRoute route) {
    return route("deck-route", route)
        .with("authentication", keyAuth(named("deck-key-auth")))
        .filled();
  }

  private Yaml kubernetesRoute(PolicyRoute route) {
    boolean keyAuth = setup.authentication() == Authentication.KEY_AUTH;
    return route("kubernetes-route", route)
        .with("plugins", keyAuth ? KEY_AUTH + "," + route.name() : route.name())
        .filled();
  }

  /** What belongs to key-auth, if Kong is to have it. */
  private Yaml keyAuth(Template template) {
    return switch (setup.authentication()) {
      case KEY_AUTH -> template.filled();
      case NONE -> Yaml.NOTHING;
    };
  }

  private Template route(String template, PolicyRoute route) {
    return named(template)
        .with("name", route.name())
        .with("path", route.below())
        .with("port", Yaml.number(setup.places().relay().port()))
        .with("policy", route.policyMember())
        .with("prefix", route.prefixMember())
        .with("more", more());
  }

  private Yaml more() {
    List<Yaml> more = new ArrayList<>();
    more.add(PolicyRoute.varsMember(setup.vars()));
    for (PluginField field : PluginField.values()) {
      if (setup.told().contains(field)) {
        more.add(new Yaml(field.wireName() + ": true"));
      }
    }
    return Yaml.lines(more);
  }

  private static Template named(String name) {
    return Template.beside(KongConfig.class, name);
  }
}
