package dev.keyway.server.config;

import dev.keyway.document.BoundedFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificates and private keys in text form (RFC 7468). What it throws says what to do, and quotes
 * nothing of the file.
 */
final class PemFile {

  private static final int MOST_BYTES = 1 << 20;
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----(.*?)-----END \\1-----", Pattern.DOTALL);

  private PemFile() {}

  /** A file that is not what it should be. */
  static final class UnfitPemException extends Exception {

    private static final long serialVersionUID = 1L;

    UnfitPemException(String message) {
      super(message);
    }
  }

  /** All certificates of a file, at least one. */
  static List<X509Certificate> certificates(Path file) throws UnfitPemException {
    byte[] text = bytes(file);
    if (!text(text).contains("-----BEGIN CERTIFICATE-----")) {
      throw new UnfitPemException(
          "expected a PEM file of certificates (-----BEGIN CERTIFICATE-----)");
    }
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(text))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (CertificateException e) {
      throw new UnfitPemException("a certificate in this file is damaged; write the file anew");
    }
  }

  /** The private key of a file, which must belong to a certificate. */
  static PrivateKey key(Path file, X509Certificate certificate) throws UnfitPemException {
    Matcher block = KEY.matcher(text(bytes(file)));
    if (!block.find()) {
      throw new UnfitPemException(
          "expected a PEM file of a private key (-----BEGIN PRIVATE KEY-----)");
    }
    String kind = block.group(1);
    if (kind.equals("ENCRYPTED PRIVATE KEY") || block.group(2).contains("ENCRYPTED")) {
      throw new UnfitPemException(
          "the key is encrypted, and nobody is there to type its passphrase; write it without one: "
              + "`openssl pkey -in KEY -out PLAIN-KEY`, readable for this user only");
    }
    if (!kind.equals("PRIVATE KEY")) {
      throw new UnfitPemException(
          "expected a key in PKCS #8 (-----BEGIN PRIVATE KEY-----); convert it: "
              + "`openssl pkcs8 -topk8 -nocrypt -in KEY -out PKCS8-KEY`");
    }
    return matching(decoded(block.group(2)), certificate.getPublicKey());
  }

  private static PrivateKey matching(byte[] key, PublicKey certified) throws UnfitPemException {
    try {
      PrivateKey made =
          KeyFactory.getInstance(certified.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(key));
      if (belong(made, certified)) {
        return made;
      }
    } catch (InvalidKeySpecException e) {
      // A key of another kind, or a damaged one: told below.
    } catch (GeneralSecurityException e) {
      throw new UnfitPemException(
          "this Java can't use keys of the kind " + certified.getAlgorithm() + "; use RSA or EC");
    }
    throw new UnfitPemException(
        "the private key does not belong to the certificate, which must be the first one of its file");
  }

  private static boolean belong(PrivateKey key, PublicKey certified)
      throws GeneralSecurityException {
    byte[] text = "Keyway".getBytes(StandardCharsets.US_ASCII);
    Signature signature = Signature.getInstance(signatureOf(certified.getAlgorithm()));
    signature.initSign(key);
    signature.update(text);
    byte[] signed = signature.sign();
    signature.initVerify(certified);
    signature.update(text);
    return signature.verify(signed);
  }

  private static String signatureOf(String keyAlgorithm) {
    return switch (keyAlgorithm) {
      case "EC" -> "SHA256withECDSA";
      case "RSA" -> "SHA256withRSA";
      default -> keyAlgorithm;
    };
  }

  private static byte[] decoded(String base64) throws UnfitPemException {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new UnfitPemException("the private key is damaged; write the file anew");
    }
  }

  private static byte[] bytes(Path file) throws UnfitPemException {
    try {
      return BoundedFile.read(file, MOST_BYTES);
    } catch (IOException e) {
      throw new UnfitPemException("the file can't be read: may this user read it?");
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
