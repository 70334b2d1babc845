package dev.keyway.kong;

import dev.keyway.document.DocumentReader;
import dev.keyway.document.Fields;
import dev.keyway.document.Problem;
import dev.keyway.document.ProblemReport;
import dev.keyway.document.Problems;
import dev.keyway.host.RouteSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration of the plugin on one route, service or consumer says, or on all of Kong.
 *
 * @param routeId Kong's id of the route that it is bound to, or null
 * @param settings which policy, and under which path
 * @param credentialId whether policies are told the id of the client's credential
 * @param clientIp whether Kong is asked for the client's address
 * @param jwtClaims whether Kong is asked for the token that its jwt plugin verified
 */
public record PluginConfig(
    @Nullable String routeId,
    RouteSettings settings,
    boolean credentialId,
    boolean clientIp,
    boolean jwtClaims) {

  /** The field that lets policies know the credential's id. */
  public static final String CREDENTIAL_ID = "credential_id";

  /** The field that asks for the client's address. */
  public static final String CLIENT_IP = "client_ip";

  /** The field that asks for the claims of the client's token. */
  public static final String JWT_CLAIMS = "jwt_claims";

  private static final String ROUTE_ID = "route_id";

  /** What Kong adds to a plugin's own fields, beside names that begin with two underscores. */
  private static final List<String> OF_KONG =
      List.of("service_id", "consumer_id", "consumer_group_id", "plugin_instance_name", "$refs");

  /** What came of reading one. */
  sealed interface Reading {

    /** It can be worked with. */
    record Read(PluginConfig config) implements Reading {}

    /**
     * It is wrong.
     *
     * @param routeId as above
     * @param message what is wrong, and what to do, on one line
     */
    record Wrong(@Nullable String routeId, String message) implements Reading {}
  }

  /** Reads what Kong sends when it starts an instance. */
  static Reading read(byte[] json) {
    Problems problems = new Problems();
    var node = DocumentReader.read(json, problems);
    Fields fields = node == null ? null : Fields.of(node, problems);
    if (fields == null) {
      return new Reading.Wrong(null, message(problems));
    }
    String routeId = fields.text(ROUTE_ID);
    PluginConfig config = config(fields, routeId, problems);
    return config == null || problems.hasErrors()
        ? new Reading.Wrong(routeId, message(problems))
        : new Reading.Read(config);
  }

  private static @Nullable PluginConfig config(
      Fields fields, @Nullable String routeId, Problems problems) {
    RouteSettings settings = RouteSettings.read(fields, problems);
    boolean credentialId = fields.flag(CREDENTIAL_ID, false);
    boolean clientIp = fields.flag(CLIENT_IP, false);
    boolean jwtClaims = fields.flag(JWT_CLAIMS, false);
    for (String name : fields.names()) {
      if (name.startsWith("__") || OF_KONG.contains(name)) {
        fields.ignore(name);
      }
    }
    fields.end();
    return settings == null
        ? null
        : new PluginConfig(routeId, settings, credentialId, clientIp, jwtClaims);
  }

  private static String message(Problems problems) {
    List<Problem> found = problems.inOrder();
    return found.isEmpty()
        ? "the keyway plugin's config is empty"
        : new ProblemReport("the keyway plugin's config", found).line();
  }
}
