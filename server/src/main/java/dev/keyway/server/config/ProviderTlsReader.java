package dev.keyway.server.config;

import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.relay.ProviderTls;
import dev.keyway.server.config.PemFile.UnfitPemException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a provider's {@code tls}: {@code ca}, the only authorities its certificate may come from,
 * and {@code certificate} with {@code key}, which are shown to it.
 */
final class ProviderTlsReader {

  private final Section section;
  private final Fields tls;
  private final Instant now;
  private final Map<String, Path> files = new LinkedHashMap<>();

  private ProviderTlsReader(Section section, Fields tls, Instant now) {
    this.section = section;
    this.tls = tls;
    this.now = now;
  }

  /**
   * Reads that of one provider.
   *
   * @param provider its name and all that is said of it
   * @param fields the latter as fields
   */
  static @Nullable ProviderTlsFiles read(
      Section section, Node.Member provider, Fields fields, Instant now) {
    Fields tls = fields.object("tls");
    if (tls == null) {
      return null;
    }
    ProviderTlsReader reader = new ProviderTlsReader(section, tls, now);
    ProviderTls read = reader.read();
    return read == null
        ? null
        : new ProviderTlsFiles(provider.name(), read, reader.files, provider.namePlace());
  }

  private @Nullable ProviderTls read() {
    Node.Scalar ca = tls.scalar("ca");
    Node.Scalar certificate = tls.scalar("certificate");
    Node.Scalar key = tls.scalar("key");
    tls.end();
    if (ca == null && certificate == null && key == null) {
      error(tls.place(), "expected ca, or certificate and key, or all three");
      return null;
    }
    List<X509Certificate> authorities = certificates("ca", ca);
    List<X509Certificate> chain = certificates("certificate", certificate);
    PrivateKey privateKey = privateKey(key, certificate, chain);
    boolean good =
        (ca == null || !authorities.isEmpty())
            && (certificate == null) == chain.isEmpty()
            && (certificate == null) == (privateKey == null);
    return good ? made(authorities, chain, privateKey) : null;
  }

  private @Nullable ProviderTls made(
      List<X509Certificate> authorities, List<X509Certificate> chain, @Nullable PrivateKey key) {
    try {
      return ProviderTls.of(authorities, key == null ? null : new ProviderTls.Identity(key, chain));
    } catch (GeneralSecurityException e) {
      error(tls.place(), "this Java can't use these certificates; use RSA or EC");
      return null;
    }
  }

  /** None, and a problem where there should be some. */
  private List<X509Certificate> certificates(String field, Node.@Nullable Scalar text) {
    Path file = file(field, text);
    if (text == null || file == null) {
      return List.of();
    }
    try {
      List<X509Certificate> certificates = PemFile.certificates(file);
      certificates.forEach(one -> warnOfTime(text, one));
      return certificates;
    } catch (UnfitPemException unfit) {
      error(text.place(), String.valueOf(unfit.getMessage()));
      return List.of();
    }
  }

  private @Nullable PrivateKey privateKey(
      Node.@Nullable Scalar key, Node.@Nullable Scalar certificate, List<X509Certificate> chain) {
    if (key == null || certificate == null) {
      if (key != null) {
        error(tls.place("certificate"), "missing; the PEM file of the certificate that key is of");
      } else if (certificate != null) {
        error(tls.place("key"), "missing; the PEM file of the certificate's private key");
      }
      return null;
    }
    Path file = file("key", key);
    if (file == null || chain.isEmpty()) {
      return null;
    }
    try {
      return PemFile.key(file, chain.getFirst());
    } catch (UnfitPemException unfit) {
      error(key.place(), String.valueOf(unfit.getMessage()));
      return null;
    }
  }

  /** Not an error: the provider may go by another clock, and the way there may be the way out. */
  private void warnOfTime(Node.Scalar text, X509Certificate certificate) {
    Instant until = certificate.getNotAfter().toInstant();
    Instant from = certificate.getNotBefore().toInstant();
    String whose = certificate.getSubjectX500Principal().getName();
    if (now.isAfter(until)) {
      section
          .problems()
          .warning(text.place(), "the certificate of %s expired at %s".formatted(whose, until));
    } else if (now.isBefore(from)) {
      section
          .problems()
          .warning(text.place(), "the certificate of %s is valid from %s".formatted(whose, from));
    }
  }

  private @Nullable Path file(String field, Node.@Nullable Scalar text) {
    Path file = section.file(text);
    if (file != null) {
      files.put(field, file);
    }
    return file;
  }

  private void error(dev.keyway.document.Place place, String message) {
    section.problems().error(place, message);
  }
}
