package dev.keyway.server.command;

import dev.keyway.hostconfig.RelayAddress;
import dev.keyway.kong.config.KongVersion;
import dev.keyway.kong.config.PluginField;
import dev.keyway.kong.config.Unfit;
import dev.keyway.server.config.HostAndPort;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What Kong's configuration is to be, beside its routes. */
final class KongConfigOptions {

  @Option(
      names = "--kong-version",
      paramLabel = "3.4…3.9",
      converter = KongConverters.Version.class,
      description = "Kong's version, for what differs; 3.9 by default.")
  private KongVersion kong = KongVersion.NEWEST;

  @Option(
      names = "--socket",
      paramLabel = "PATH",
      converter = RouteConverters.Socket.class,
      description =
          "Where Kong asks the plugin, by its path there, if not that of --config; /run/keyway/kong.sock by default.")
  private @Nullable String socket;

  @Option(
      names = "--schema",
      paramLabel = "PATH",
      converter = RouteConverters.File.class,
      description =
          "The file with what `keyway kong schema` prints, by its path where Kong runs; /etc/kong/keyway.json by default.")
  private String schema = "/etc/kong/keyway.json";

  @Option(
      names = "--credential-id",
      description = "Tell policies which credential was used: client.credential_id.")
  private boolean credentialId;

  @Option(
      names = "--client-ip",
      description = "Tell policies the client's address as Kong knows it: client.ip.")
  private boolean clientIp;

  @Option(
      names = "--jwt-claims",
      description =
          "Tell policies what the token says that Kong's jwt has verified: client.claims.")
  private boolean jwtClaims;

  @Option(names = "--kubernetes", description = "Resources for Kong's Ingress Controller instead.")
  private boolean kubernetes;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  /** A relay that was said and that Kong can't be led to is a misuse. */
  void check(@Nullable HostAndPort relay) {
    String unfit =
        relay == null ? null : unfit(new RelayAddress(relay.host(), relay.port(), false));
    if (unfit != null) {
      throw new ParameterException(spec.commandLine(), "--relay=%s: %s.".formatted(relay, unfit));
    }
  }

  /** Why Kong can't be led there, or null when it can. */
  @Nullable String unfit(RelayAddress relay) {
    return kubernetes ? Unfit.externalName(relay.host()) : null;
  }

  KongVersion kong() {
    return kong;
  }

  @Nullable String socket() {
    return socket;
  }

  String schema() {
    return schema;
  }

  boolean kubernetes() {
    return kubernetes;
  }

  /** What else policies are told of the caller. */
  Set<PluginField> told() {
    Set<PluginField> told = EnumSet.noneOf(PluginField.class);
    if (credentialId) {
      told.add(PluginField.CREDENTIAL_ID);
    }
    if (clientIp) {
      told.add(PluginField.CLIENT_IP);
    }
    if (jwtClaims) {
      told.add(PluginField.JWT_CLAIMS);
    }
    return told;
  }
}
