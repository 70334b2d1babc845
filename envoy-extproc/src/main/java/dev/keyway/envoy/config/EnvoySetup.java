package dev.keyway.envoy.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a configuration is made of.
 *
 * @param doors where everybody is
 * @param trust whose word on who calls counts
 * @param routes one at least
 * @param direct what counts where Envoy calls the providers itself
 */
public record EnvoySetup(
    Form form, Shape shape, Doors doors, Trust trust, List<RoutedPolicy> routes, Direct direct) {

  public EnvoySetup {
    routes = List.copyOf(routes);
    if (routes.isEmpty()) {
      throw new IllegalArgumentException("a configuration without a policy serves nobody");
    }
  }

  /**
   * Where everybody is.
   *
   * @param listen where Envoy takes clients' requests
   * @param admin where Envoy's own pages are, or null: nowhere
   * @param relay Keyway's listener: of kind gateway, or of kind entry for {@link Form#TOKEN}
   * @param relayTls files for it, or null: it takes clear text
   * @param relayIdle how long Envoy keeps an idle connection to it
   * @param service Keyway's external-processing service
   * @param serviceTls files for it, or null: it takes clear text
   * @param authorities the file of the authorities that are trusted where Envoy runs
   */
  public record Doors(
      Address.Tcp listen,
      Address.@Nullable Tcp admin,
      Address relay,
      @Nullable TlsFiles relayTls,
      Duration relayIdle,
      Address service,
      @Nullable TlsFiles serviceTls,
      String authorities) {}

  /**
   * What counts where Envoy calls the providers itself.
   *
   * @param upstreams every place a plan may name
   * @param requestBodyBytes the longest request
   * @param usage whether streams are read along for what they used
   */
  public record Direct(List<Upstream> upstreams, long requestBodyBytes, boolean usage) {

    public Direct {
      upstreams = List.copyOf(upstreams);
    }
  }
}
