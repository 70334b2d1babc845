package dev.keyway.apisix.config;

import dev.keyway.hostconfig.Authentication;
import dev.keyway.hostconfig.PolicyRoute;
import dev.keyway.hostconfig.PolicyTimes;
import dev.keyway.hostconfig.RelayAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What configurations are made of in tests. */
public final class Setups {

  /** A policy as people write them. */
  public static final String POLICY =
      """
      # Two keys.
      providers:
        - id: openai
          api_keys:
            - value: ${secrets.get('openai', 'key')}

      only_allow_configured_providers: true
      """;

  static final PolicyRoute CHAT = new PolicyRoute("chat", "/chat", times(330), null);
  static final PolicyRoute CODE = new PolicyRoute("code", "/", times(90), POLICY);

  /** One policy, by name. */
  public static final ApisixSetup PLAIN =
      new ApisixSetup(
          ApisixVersion.NEWEST,
          new RelayAddress("127.0.0.1", 8710, false),
          "/run/keyway/apisix.sock",
          Authentication.KEY_AUTH,
          Map.of(),
          List.of(CHAT));

  /** Two, one of which APISIX is to hold, for another APISIX. */
  public static final ApisixSetup ALL = all(new ApisixVersion(16));

  /** The same for the oldest. */
  public static final ApisixSetup OLD = all(ApisixVersion.OLDEST);

  private Setups() {}

  private static ApisixSetup all(ApisixVersion version) {
    return new ApisixSetup(
        version,
        new RelayAddress("keyway.internal", 443, true),
        "/x/apisix.sock",
        Authentication.NONE,
        Map.of("team", "red's: \"blue\" é"),
        List.of(CODE, CHAT));
  }

  /** The same with one of its routes. */
  public static ApisixSetup only(ApisixSetup setup, int route) {
    return new ApisixSetup(
        setup.apisix(),
        setup.relay(),
        setup.socket(),
        setup.authentication(),
        setup.vars(),
        List.of(setup.routes().get(route)));
  }

  private static PolicyTimes times(int silenceSeconds) {
    Duration silence = Duration.ofSeconds(silenceSeconds);
    return new PolicyTimes(silence, silence, silence);
  }
}
