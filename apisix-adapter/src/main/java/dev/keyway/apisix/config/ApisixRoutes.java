package dev.keyway.apisix.config;

import dev.keyway.hostconfig.PolicyRoute;
import dev.keyway.hostconfig.Template;
import dev.keyway.hostconfig.Yaml;

/**
 * APISIX's configuration as text. In YAML comments say why a setting is there, and what config.yaml
 * needs. The same setup gives the same text.
 */
public final class ApisixRoutes {

  /** Where OpenAI's clients send a key; those of Anthropic's can. */
  static final String KEY_HEADER = "authorization";

  static final int CONNECT_SECONDS = 5;

  private final ApisixSetup setup;

  private ApisixRoutes(ApisixSetup setup) {
    this.setup = setup;
  }

  /**
   * A route for the Admin API.
   *
   * @param setup of one policy
   */
  public static String admin(ApisixSetup setup) {
    if (setup.routes().size() != 1) {
      throw new IllegalArgumentException("the Admin API takes one route at a time");
    }
    return new AdminRoute(setup).json();
  }

  /** What {@code conf/apisix.yaml} of an APISIX without etcd is. */
  public static String standalone(ApisixSetup setup) {
    return new ApisixRoutes(setup).filled("standalone");
  }

  /** What {@code adc} synchronizes. */
  public static String adc(ApisixSetup setup) {
    return new ApisixRoutes(setup).filled("adc");
  }

  private String filled(String template) {
    return named(template)
        .with("version", new Yaml(setup.apisix().toString()))
        .with("socket", new Yaml(setup.socket()))
        .with("host", setup.relayHost())
        .with("port", Yaml.number(setup.relay().port()))
        .with("scheme", setup.scheme())
        .with("tls", setup.relay().tls() ? named("tls").filled() : Yaml.NOTHING)
        .with("consumers", keyAuth(named(template + "-consumers")))
        .with("buffering-reason", buffering(named("buffering-reason")))
        .with(
            "routes", Yaml.lines(setup.routes().stream().map(one -> route(template, one)).toList()))
        .filled()
        .source();
  }

  private Yaml route(String template, PolicyRoute policyRoute) {
    ApisixRoute route = new ApisixRoute(policyRoute, setup);
    Yaml plugins =
        named("plugins")
            .with("authentication", keyAuth(named("key-auth").with("header", KEY_HEADER)))
            .with("buffering", buffering(named("buffering")))
            .with("value", route.valueMember())
            .filled();
    return named(template + "-route")
        .with("name", route.name())
        .with("uri", route.uri())
        .with("connect", Yaml.number(CONNECT_SECONDS))
        .with("silence", Yaml.number(route.silenceSeconds()))
        .with("plugins", plugins)
        .filled();
  }

  /** What belongs to key-auth, if APISIX is to have it. */
  private Yaml keyAuth(Template template) {
    return switch (setup.authentication()) {
      case KEY_AUTH -> template.filled();
      case NONE -> Yaml.NOTHING;
    };
  }

  private Yaml buffering(Template template) {
    return setup.apisix().hasProxyBuffering() ? template.filled() : Yaml.NOTHING;
  }

  private static Template named(String name) {
    return Template.beside(ApisixRoutes.class, name);
  }
}
