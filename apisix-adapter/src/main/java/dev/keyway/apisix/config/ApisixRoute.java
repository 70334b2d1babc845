package dev.keyway.apisix.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keyway.host.RouteSettings;
import dev.keyway.hostconfig.PolicyRoute;
import dev.keyway.hostconfig.PrettyJson;
import dev.keyway.hostconfig.Yaml;
import java.util.List;

/**
 * A policy's route in APISIX.
 *
 * @param setup of which it is
 */
record ApisixRoute(PolicyRoute route, ApisixSetup setup) {

  /** Its id, and its name. */
  String name() {
    return route.name();
  }

  /** Which paths are its own. */
  String uri() {
    return route.below() + "*";
  }

  /** For how long APISIX has to wait. */
  long silenceSeconds() {
    return route.times().silence().toSeconds();
  }

  /**
   * What the entry in {@code conf} says: JSON in one line; with a policy in it YAML, so that people
   * can read it there, where APISIX can.
   */
  String value() {
    return isJson() ? json() : yaml();
  }

  /** The same as a member of the entry, in YAML. */
  Yaml valueMember() {
    return isJson()
        ? new Yaml("value: " + Yaml.singleQuoted(json()).source())
        : Yaml.member("value", yaml());
  }

  private boolean isJson() {
    return route.text() == null || !setup.apisix().readsTextsOfSeveralLines();
  }

  /** All of it printable ASCII, and without what single quotes would have to hold twice. */
  private String json() {
    ObjectNode settings = JsonNodeFactory.instance.objectNode();
    if (route.text() == null) {
      settings.put(RouteSettings.POLICY, route.policy());
    } else {
      settings.put(RouteSettings.POLICY_INLINE, route.text());
    }
    if (!route.prefix().isEmpty()) {
      settings.put(RouteSettings.PREFIX, route.prefix());
    }
    if (!setup.vars().isEmpty()) {
      setup.vars().forEach(settings.putObject(RouteSettings.VARS)::put);
    }
    return PrettyJson.inOneLine(settings).replace("'", "\\u0027");
  }

  private String yaml() {
    return Yaml.lines(
            List.of(
                route.policyMember(), route.prefixMember(), PolicyRoute.varsMember(setup.vars())))
        .source();
  }
}
