package dev.keyway.policy;

import dev.keyway.document.Nearest;
import dev.keyway.document.Node;
import dev.keyway.document.Problems;
import dev.keyway.document.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The types of actions that traffic policies may hold, and what to say of those not carried out.
 */
final class Actions {

  static final String AI_GATEWAY = "ai-gateway";

  private static final List<String> NOT_YET =
      List.of(
          "custom-response",
          "deny",
          "set-vars",
          "add-headers",
          "remove-headers",
          "log",
          "url-rewrite",
          "redirect",
          "rate-limit",
          "request-body-find-replace",
          "response-body-find-replace",
          "sse-find-replace");

  /** What the host gateways call their own plugins for it: Kong, APISIX, Envoy. */
  private static final Map<String, String> OF_THE_HOST =
      Map.of(
          "restrict-ips", "Kong ip-restriction, APISIX ip-restriction, Envoy rbac",
          "jwt-validation", "Kong jwt, APISIX jwt-auth, Envoy jwt_authn",
          "oauth", "Kong openid-connect, APISIX openid-connect, Envoy oauth2",
          "openid-connect", "Kong openid-connect, APISIX openid-connect, Envoy oauth2",
          "basic-auth", "Kong basic-auth, APISIX basic-auth, Envoy basic_auth");

  private Actions() {}

  /** Says why an action of this type can't be here. */
  static void refuse(Node.Scalar type, Problems problems) {
    String name = type.text();
    String plugin = OF_THE_HOST.get(name);
    if (plugin != null) {
      problems.error(
          type.place(),
          "the host gateway does this: remove it here and use its plugin (" + plugin + ")");
    } else if (NOT_YET.contains(name)) {
      problems.error(
          type.place(),
          "action " + name + " is not supported yet; for now a policy holds one ai-gateway action");
    } else {
      problems.error(
          type.place(), "unknown action " + Shown.quoted(name), Nearest.of(name, known()));
    }
  }

  private static List<String> known() {
    List<String> known = new ArrayList<>(List.of(AI_GATEWAY));
    known.addAll(NOT_YET);
    known.addAll(OF_THE_HOST.keySet());
    return known;
  }
}
