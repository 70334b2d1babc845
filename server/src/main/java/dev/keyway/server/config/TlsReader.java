package dev.keyway.server.config;

import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.relay.ListenerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import org.jspecify.annotations.Nullable;

/** Reads a listener's {@code tls}; a file that can't be what it should be is told at once. */
final class TlsReader {

  private final Section section;

  private TlsReader(Section section) {
    this.section = section;
  }

  static ListenerSettings.@Nullable Tls read(Section section, Fields listener) {
    Fields tls = listener.object("tls");
    return tls == null ? null : new TlsReader(section).read(tls);
  }

  private ListenerSettings.@Nullable Tls read(Fields tls) {
    Node.Scalar certificateText =
        tls.required("certificate", "the PEM file of the certificate and its chain");
    Node.Scalar keyText = tls.required("key", "the PEM file of the certificate's private key");
    tls.end();
    Path certificate = section.file(certificateText);
    Path key = section.file(keyText);
    if (certificateText == null || keyText == null || certificate == null || key == null) {
      return null;
    }
    check(certificateText, holdsCertificate(certificate), "a PEM file of certificates");
    check(keyText, holdsKey(key), "a PEM file of a private key without passphrase (PKCS #8)");
    return new ListenerSettings.Tls(certificate, key);
  }

  private void check(Node.Scalar text, boolean good, String expected) {
    if (!good) {
      section.problems().error(text.place(), "expected " + expected);
    }
  }

  private static boolean holdsCertificate(Path file) {
    try (InputStream pem = Files.newInputStream(file)) {
      return !CertificateFactory.getInstance("X.509").generateCertificates(pem).isEmpty();
    } catch (IOException | CertificateException e) {
      return false;
    }
  }

  private static boolean holdsKey(Path file) {
    try {
      String pem = Files.readString(file, StandardCharsets.ISO_8859_1);
      return pem.contains("PRIVATE KEY-----") && !pem.contains("ENCRYPTED");
    } catch (IOException e) {
      return false;
    }
  }
}
