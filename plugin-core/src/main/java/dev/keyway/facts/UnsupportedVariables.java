package dev.keyway.facts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Variables that old policies may use and that nothing here can give, with what to use instead: the
 * one place where they are listed.
 */
final class UnsupportedVariables {

  private static final String GEO =
      "no database of addresses is here; have the host gateway look them up (Envoy's geoip filter,"
          + " nginx's geoip2 module) and test the header it sets";

  private static final String REPUTATION =
      "no lists of addresses are here; block them at the host gateway or the firewall, or test the"
          + " address itself";

  private static final String AGENT =
      "user agents are not taken apart; test the text, as in"
          + " req.user_agent.contains('Python')";

  private static final String CALLER =
      "the host gateway authenticates its clients; what it vouches for is in client.consumer,"
          + " client.groups and client.claims";

  private static final String GUARDED =
      "that is the host gateway's to do; a request that is here has passed it";

  private static final String ELSEWHERE =
      "that is the host gateway's to do; what it finds can reach a rule in a header that it sets";

  /** Each variable, or the field below which nothing is known. */
  static final Map<String, String> REASONS = reasons();

  private UnsupportedVariables() {}

  private static Map<String, String> reasons() {
    Map<String, String> reasons = new LinkedHashMap<>();
    reasons.put("conn.bytes_in", "not counted; the length of a body is req.content_length");
    reasons.put("conn.bytes_out", "not counted; the length of a body is res.content_length");
    reasons.put("conn.geo", GEO);
    reasons.put("conn.k8s", "pods are not looked up; have the host gateway vouch for a consumer");
    reasons.put(
        "conn.server_region",
        "a gateway runs where it is installed; test endpoint.host or conn.server_ip, or set a"
            + " variable by set-vars");
    reasons.put(
        "conn.tls",
        "TLS ends before a request is read; have the host gateway verify client certificates, and"
            + " use client.consumer or a header that it sets");
    reasons.put("conn.ts", "only requests have times; use req.ts.header_received");
    for (String address : List.of("conn.client_ip", "conn.server_ip")) {
      reasons.put(address + ".as", GEO);
      reasons.put(address + ".geo", GEO);
      List.of("categories", "is_on_blocklist", "is_tor_node")
          .forEach(field -> reasons.put(address + "." + field, REPUTATION));
    }
    reasons.put("endpoint.id", "endpoints have no ids; test endpoint.host or endpoint.url");
    reasons.put(
        "req.ts.body_received",
        "a body is read when something first asks for it; use req.ts.header_received");
    reasons.put(
        "req.url.user_password",
        "no client sends it in a request's URL; credentials are in req.headers['authorization']");
    List.of(
            "name",
            "version",
            "os",
            "os_version",
            "device",
            "is_mobile",
            "is_tablet",
            "is_desktop",
            "is_bot",
            "url")
        .forEach(field -> reasons.put("req.user_agent." + field, AGENT));
    List.of("basic_auth", "jwt_validation", "oauth", "oidc", "terminate_tls")
        .forEach(action -> reasons.put("actions.ngrok." + action, CALLER));
    List.of("owasp_crs_request", "owasp_crs_response", "restrict_ips", "verify_webhook")
        .forEach(action -> reasons.put("actions.ngrok." + action, GUARDED));
    List.of("circuit_breaker", "compress", "forward_internal", "http_request")
        .forEach(action -> reasons.put("actions.ngrok." + action, ELSEWHERE));
    return reasons;
  }
}
