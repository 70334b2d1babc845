package dev.keyway.server.command;

import dev.keyway.apisix.config.ApisixVersion;
import dev.keyway.apisix.config.Unfit;
import dev.keyway.hostconfig.RelayAddress;
import dev.keyway.server.config.HostAndPort;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What APISIX's configuration is to be, beside its routes. */
final class ApisixRouteOptions {

  @Option(
      names = "--format",
      paramLabel = "json|standalone|adc",
      converter = ApisixConverters.Format.class,
      description =
          "json (the default): one route, for the Admin API. standalone: apisix.yaml of an APISIX without etcd. adc: for adc sync.")
  private ApisixFormat format = ApisixFormat.JSON;

  @Option(
      names = "--apisix-version",
      paramLabel = "3.9…3.18",
      converter = ApisixConverters.Version.class,
      description = "APISIX's version, for what differs; 3.18 by default.")
  private ApisixVersion apisix = ApisixVersion.NEWEST;

  @Option(
      names = "--socket",
      paramLabel = "PATH",
      converter = RouteConverters.Socket.class,
      description =
          "Where APISIX asks, by its path there, if not that of --config; /run/keyway/apisix.sock by default.")
  private @Nullable String socket;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  /** A relay that was said and that APISIX can't be led to is a misuse. */
  void check(@Nullable HostAndPort relay) {
    String unfit =
        relay == null ? null : Unfit.relay(new RelayAddress(relay.host(), relay.port(), false));
    if (unfit != null) {
      throw misuse("--relay=%s: %s.".formatted(relay, unfit));
    }
  }

  /** More routes than the format has room for are a misuse. */
  void checkNumber(int routes) {
    if (format == ApisixFormat.JSON && routes > 1) {
      throw misuse(
          "The Admin API takes one route at a time, and here are %d policies: name one, or say --format standalone or --format adc."
              .formatted(routes));
    }
  }

  ApisixFormat format() {
    return format;
  }

  ApisixVersion apisix() {
    return apisix;
  }

  @Nullable String socket() {
    return socket;
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
