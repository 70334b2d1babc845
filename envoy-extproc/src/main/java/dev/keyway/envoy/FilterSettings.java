package dev.keyway.envoy;

import io.grpc.Metadata;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Envoy's configuration says of one of its {@code ext_proc} filters: the filter's {@code
 * grpc_service.initial_metadata}, or a route's {@code ExtProcPerRoute}. No client can write there.
 *
 * @param stage where it stands
 * @param policy the policy's name, or null
 * @param prefix the path prefix that the route takes off, such as {@code /chat}; empty: none
 * @param trust whose word on who calls counts
 * @param usageObserved whether a filter of the stage {@code usage} watches the same requests
 * @param filledIn what Envoy filled in of the request at hand
 */
record FilterSettings(
    Stage stage,
    @Nullable String policy,
    String prefix,
    Trust trust,
    boolean usageObserved,
    FilledIn filledIn) {

  /** The version of what is agreed here; another one is not understood. */
  static final String VERSION = "1";

  /**
   * Whose word on who calls counts. Nobody's, unless the configuration says so: Envoy tells of
   * certificates that were only presented, and filters write of failures, too.
   *
   * @param jwt the name under which {@code jwt_authn} puts the payload of a token it verified
   *     ({@code payload_in_metadata}), or null
   * @param extAuthz whether what {@code ext_authz} noted counts
   * @param certificate whether clients' certificates are validated by the listener
   */
  record Trust(@Nullable String jwt, boolean extAuthz, boolean certificate) {}

  /**
   * What Envoy's command operators in the metadata stand for, in the request at hand; null where
   * the configuration does not ask. Envoy works them out for a tenth of what attributes cost it.
   *
   * @param address the client's, without a port
   * @param route Envoy's name of the route
   * @param attempt the number of the try, from 1; 0: it is not said
   * @param cluster where this try goes
   * @param flight the request's id, as the filter of stage {@code plan} noted it
   */
  record FilledIn(
      @Nullable String address,
      @Nullable String route,
      int attempt,
      @Nullable String cluster,
      @Nullable String flight) {

    /** Nothing was asked. */
    static final FilledIn NOTHING = new FilledIn(null, null, 0, null, null);

    private static FilledIn of(Metadata metadata) {
      return new FilledIn(
          filled(metadata, ADDRESS),
          filled(metadata, ROUTE),
          number(filled(metadata, ATTEMPT)),
          filled(metadata, CLUSTER),
          filled(metadata, FLIGHT));
    }

    private static int number(@Nullable String text) {
      return text != null && SMALL_NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    }

    /** Envoy writes a dash where there is nothing to say. */
    private static @Nullable String filled(Metadata metadata, Metadata.Key<String> key) {
      String text = metadata.get(key);
      return text == null || text.isEmpty() || text.equals("-") ? null : text;
    }
  }

  /** Of a filter whose metadata say nothing of the request at hand. */
  FilterSettings(
      Stage stage, @Nullable String policy, String prefix, Trust trust, boolean usageObserved) {
    this(stage, policy, prefix, trust, usageObserved, FilledIn.NOTHING);
  }

  /** What was read of a filter's metadata. */
  sealed interface Reading {}

  /** All there is to know. */
  record Read(FilterSettings settings) implements Reading {}

  /**
   * Nothing can be done for this filter.
   *
   * @param message what is wrong with its configuration, and what to do
   */
  record Unfit(String message) implements Reading {}

  private static final Pattern SMALL_NUMBER = Pattern.compile("[0-9]{1,9}");

  private static final Metadata.Key<String> STAGE = key("stage");
  private static final Metadata.Key<String> PROTOCOL = key("version");
  private static final Metadata.Key<String> POLICY = key("policy");
  private static final Metadata.Key<String> PREFIX = key("prefix");
  private static final Metadata.Key<String> JWT = key("jwt");
  private static final Metadata.Key<String> EXT_AUTHZ = key("ext-authz");
  private static final Metadata.Key<String> CERTIFICATE = key("client-certificate");
  private static final Metadata.Key<String> USAGE = key("usage");
  private static final Metadata.Key<String> ADDRESS = key("address");
  private static final Metadata.Key<String> ROUTE = key("route");
  private static final Metadata.Key<String> ATTEMPT = key("attempt");
  private static final Metadata.Key<String> CLUSTER = key("cluster");
  private static final Metadata.Key<String> FLIGHT = key("flight");

  /** Reads a call's metadata. */
  static Reading of(Metadata metadata) {
    Stage stage = Stage.named(metadata.get(STAGE));
    if (stage == null) {
      return new Unfit(
          "the ext_proc filter's initial_metadata must hold x-keyway-stage: relay, plan, attempt or usage");
    }
    if (!VERSION.equals(metadata.get(PROTOCOL))) {
      return new Unfit(
          "the ext_proc filter of stage %s must hold x-keyway-version: %s in its initial_metadata; make its configuration anew with `keyway envoy config`"
              .formatted(stage.wireName(), VERSION));
    }
    String policy = metadata.get(POLICY);
    boolean needsPolicy = stage == Stage.RELAY || stage == Stage.PLAN;
    if (needsPolicy && (policy == null || policy.isEmpty())) {
      return new Unfit(
          "the ext_proc filter of stage %s, or the route's ExtProcPerRoute, must name the policy: x-keyway-policy in its initial_metadata"
              .formatted(stage.wireName()));
    }
    return new Read(
        new FilterSettings(
            stage,
            policy,
            metadata.containsKey(PREFIX) ? text(metadata, PREFIX) : "",
            new Trust(
                metadata.get(JWT),
                "trusted".equals(metadata.get(EXT_AUTHZ)),
                "validated".equals(metadata.get(CERTIFICATE))),
            "observed".equals(metadata.get(USAGE)),
            FilledIn.of(metadata)));
  }

  private static String text(Metadata metadata, Metadata.Key<String> key) {
    String text = metadata.get(key);
    return text == null ? "" : text;
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of("x-keyway-" + name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
