package dev.keyway.server.envoy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyway.testkit.Consumer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An issuer of JSON web tokens (RFC 7519), signed with ES256. */
final class Tokens {

  static final String ISSUER = "https://issuer.example";

  private static final int COORDINATE_BYTES = 32;

  private final KeyPair keys;
  private final Map<Consumer, Map<String, String>> made = new ConcurrentHashMap<>();

  Tokens() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The public key as Envoy's {@code inline_string} wants it. */
  String keySet() {
    ECPoint point = ((ECPublicKey) keys.getPublic()).getW();
    return """
    {"keys":[{"kty":"EC","crv":"P-256","alg":"ES256","kid":"test","x":"%s","y":"%s"}]}\
    """
        .formatted(coordinate(point.getAffineX()), coordinate(point.getAffineY()));
  }

  /** The header by which Envoy knows a consumer. */
  Map<String, String> credential(Consumer consumer) {
    return made.computeIfAbsent(consumer, one -> Map.of("authorization", "Bearer " + of(one)));
  }

  private String of(Consumer consumer) {
    Map<String, Object> claims = new LinkedHashMap<>(consumer.claims());
    claims.put("iss", ISSUER);
    claims.put("sub", consumer.name());
    claims.put("groups", consumer.groups());
    claims.put("exp", Instant.now().plusSeconds(3600).getEpochSecond());
    String signed = part(Map.of("alg", "ES256", "typ", "JWT", "kid", "test")) + "." + part(claims);
    return signed + "." + encoded(signature(signed.getBytes(StandardCharsets.UTF_8)));
  }

  private byte[] signature(byte[] signed) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(keys.getPrivate());
      signature.update(signed);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String part(Map<String, ?> fields) {
    try {
      return encoded(new ObjectMapper().writeValueAsBytes(fields));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String coordinate(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[COORDINATE_BYTES];
    int used = Math.min(bytes.length, COORDINATE_BYTES);
    System.arraycopy(bytes, bytes.length - used, fixed, COORDINATE_BYTES - used, used);
    return encoded(fixed);
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
