package dev.keyway.apisix.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keyway.host.RouteSettings;
import dev.keyway.hostconfig.PolicyRoute;
import dev.keyway.hostconfig.Yaml;
import java.util.List;
import java.util.Map;

/**
 * A policy's route in APISIX.
 *
 * @param vars texts for the policy's expressions
 */
record ApisixRoute(PolicyRoute route, Map<String, String> vars) {

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
   * can read it there.
   */
  String value() {
    return route.text() == null ? json() : yaml();
  }

  /** The same as a member of the entry, in YAML. */
  Yaml valueMember() {
    return route.text() == null
        ? new Yaml("value: " + Yaml.singleQuoted(json()).source())
        : Yaml.member("value", yaml());
  }

  private String json() {
    ObjectNode settings = JsonNodeFactory.instance.objectNode();
    settings.put(RouteSettings.POLICY, route.policy());
    if (!route.prefix().isEmpty()) {
      settings.put(RouteSettings.PREFIX, route.prefix());
    }
    if (!vars.isEmpty()) {
      vars.forEach(settings.putObject(RouteSettings.VARS)::put);
    }
    return settings.toString();
  }

  private String yaml() {
    return Yaml.lines(
            List.of(route.policyMember(), route.prefixMember(), PolicyRoute.varsMember(vars)))
        .source();
  }
}
