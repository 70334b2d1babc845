package dev.keyway.envoy.config;

import dev.keyway.hostconfig.Template;
import dev.keyway.hostconfig.Yaml;
import org.jspecify.annotations.Nullable;

/**
 * PEM files of a TLS connection that Envoy makes, by the paths that they have where Envoy runs.
 *
 * @param ca the only authorities that the server's certificate may come from, or null: those of the
 *     system
 * @param certificate the chain that Envoy shows, or null: none
 * @param key its private key; present where the certificate is
 */
public record TlsFiles(@Nullable String ca, @Nullable String certificate, @Nullable String key) {

  /** What the system trusts, and no certificate of one's own. */
  public static final TlsFiles NONE = new TlsFiles(null, null, null);

  Yaml authorities(String ofSystem) {
    return Yaml.text(ca == null ? ofSystem : ca);
  }

  Yaml identity() {
    if (certificate == null || key == null) {
      return Yaml.NOTHING;
    }
    return Template.of(
            "tls_certificates: [{certificate_chain: {filename: ${chain}}, private_key: {filename: ${key}}}]")
        .with("chain", certificate)
        .with("key", key)
        .filled();
  }
}
