package dev.keyway.server.command;

import dev.keyway.envoy.config.Address;
import dev.keyway.envoy.config.Form;
import dev.keyway.envoy.config.Shape;
import dev.keyway.envoy.config.TlsFiles;
import dev.keyway.envoy.config.Trust;
import dev.keyway.server.config.HostAndPort;
import dev.keyway.server.config.ProviderAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What Envoy's configuration is to be. */
final class EnvoyConfigOptions {

  @Option(
      names = "--form",
      paramLabel = "relay|token|native",
      converter = EnvoyConverters.FormName.class,
      description =
          "relay (the default; Envoy 1.36): requests go to Keyway's relay with a signed context. token (1.36): the same with an access"
              + " key from KEYWAY_ACCESS_KEY, and no external processor. native (1.40): Envoy calls the providers itself.")
  private Form form = Form.RELAY;

  @ArgGroup private @Nullable ShapeOptions shape;

  /** One of these. */
  private static final class ShapeOptions {

    @Option(names = "--full", description = "A whole configuration for `envoy -c`, the default.")
    private boolean full;

    @Option(names = "--fragment", description = "What goes into a configuration that you have.")
    private boolean fragment;

    @Option(
        names = "--kubernetes",
        paramLabel = "envoy-gateway|istio",
        converter = EnvoyConverters.Cluster.class,
        description =
            "Resources for Envoy Gateway or for Istio's ingress gateway; relay form only.")
    private @Nullable Shape kubernetes;

    Shape chosen() {
      return kubernetes != null ? kubernetes : fragment && !full ? Shape.FRAGMENT : Shape.FULL;
    }
  }

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      converter = Converters.Address.class,
      description = "Where Envoy takes clients' requests; 127.0.0.1:10000 by default.")
  private HostAndPort listen = new HostAndPort("127.0.0.1", 10_000);

  @Option(
      names = "--admin",
      paramLabel = "HOST:PORT",
      converter = Converters.Address.class,
      description = "Where Envoy's own pages are; nowhere by default.")
  private @Nullable HostAndPort admin;

  @Option(
      names = "--relay",
      paramLabel = "HOST:PORT|unix:PATH",
      converter = EnvoyConverters.Place.class,
      description =
          "Keyway's listener of kind gateway (with --form token: entry), if not that of --config; 127.0.0.1:8710 (token: 8700) by default.")
  private @Nullable Address relay;

  @Option(
      names = "--extproc",
      paramLabel = "unix:PATH|HOST:PORT",
      converter = EnvoyConverters.Place.class,
      description =
          "Keyway's external processor, if not that of --config; unix:/run/keyway/extproc.sock by default.")
  private @Nullable Address extProc;

  @Option(
      names = "--jwt",
      paramLabel = "NAME",
      converter = EnvoyConverters.PayloadName.class,
      description =
          "The tokens that a jwt_authn filter before Keyway's has verified say who calls; NAME is its payload_in_metadata.")
  private @Nullable String jwt;

  @Option(
      names = "--ext-authz",
      description = "What an ext_authz filter before Keyway's notes says who calls.")
  private boolean extAuthz;

  @Option(
      names = "--client-certificate",
      description =
          "Clients' certificates, which the listener's TLS validates, say who calls. You set that up.")
  private boolean clientCertificate;

  @Option(
      names = "--no-usage",
      description = "Native form: don't read streams along for what they used.")
  private boolean noUsage;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "Who issued the certificates of Keyway's own ports, where these have tls.")
  private @Nullable String ca;

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "Envoy's own certificate for the external processor, where that has tls.")
  private @Nullable String certificate;

  @Option(names = "--key", paramLabel = "FILE", description = "Its private key.")
  private @Nullable String key;

  @Option(
      names = "--system-ca",
      paramLabel = "FILE",
      description =
          "The authorities that are trusted where Envoy runs; /etc/ssl/certs/ca-certificates.crt by default.")
  private String systemCa = "/etc/ssl/certs/ca-certificates.crt";

  @Option(
      names = "--provider-url",
      paramLabel = "ID=URL",
      converter = Converters.ProviderUrl.class,
      description = "As of serve: send a provider's traffic there instead. May be repeated.")
  private List<ProviderAddress> providerUrls = new ArrayList<>();

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  /** What can't be said together is a misuse. */
  void check() {
    shape();
    trust();
    keywayTls();
  }

  Form form() {
    return form;
  }

  /** What the text is to be; a form that it can't be in is a misuse. */
  Shape shape() {
    Shape chosen = shape == null ? Shape.FULL : shape.chosen();
    return switch (chosen) {
      case FULL, FRAGMENT -> chosen;
      case ENVOY_GATEWAY, ISTIO -> {
        if (form != Form.RELAY) {
          throw misuse("--kubernetes knows the relay form only; leave out --form.");
        }
        yield chosen;
      }
    };
  }

  Address.Tcp listen() {
    return tcp(listen);
  }

  Address.@Nullable Tcp admin() {
    return admin == null ? null : tcp(admin);
  }

  @Nullable Address relay() {
    return relay;
  }

  @Nullable Address extProc() {
    return extProc;
  }

  Trust trust() {
    if (form == Form.TOKEN && (jwt != null || extAuthz || clientCertificate)) {
      throw misuse(
          "--form token says nothing of who calls: the access key alone counts. Use --form relay.");
    }
    return new Trust(jwt, extAuthz, clientCertificate);
  }

  boolean usage() {
    return !noUsage;
  }

  /** What Envoy needs to speak TLS to Keyway's ports. */
  TlsFiles keywayTls() {
    if ((certificate == null) != (key == null)) {
      throw misuse("--certificate and --key go together.");
    }
    return new TlsFiles(ca, certificate, key);
  }

  String systemCa() {
    return systemCa;
  }

  List<ProviderAddress> providerUrls() {
    return providerUrls;
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static Address.Tcp tcp(HostAndPort address) {
    return new Address.Tcp(address.host(), address.port());
  }
}
