package dev.keyway.testkit.kong;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A token of RFC 7519, signed with HS256 (RFC 7518, 3.2), as Kong's plugin {@code jwt} takes it.
 */
public final class JsonWebToken {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALGORITHM = "HmacSHA256";

  private final String signed;
  private final byte[] signature;
  private final JsonNode header;
  private final JsonNode claims;

  private JsonWebToken(String signed, byte[] signature, JsonNode header, JsonNode claims) {
    this.signed = signed;
    this.signature = signature.clone();
    this.header = header;
    this.claims = claims;
  }

  /** Null when it is none. */
  static @Nullable JsonWebToken read(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3) {
      return null;
    }
    try {
      return new JsonWebToken(
          parts[0] + "." + parts[1],
          decoded(parts[2]),
          JSON.readTree(decoded(parts[0])),
          JSON.readTree(decoded(parts[1])));
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * The text of one.
   *
   * @param issuer the key of the consumer's {@code jwt_secrets}
   * @param secret what belongs to it
   */
  public static String signed(String issuer, String secret, Map<String, ?> claims) {
    Map<String, Object> all = new LinkedHashMap<>(claims);
    all.put("iss", issuer);
    String signed = part(Map.of("alg", "HS256", "typ", "JWT")) + "." + part(all);
    return signed + "." + encoded(code(secret, signed));
  }

  /** The claim {@code iss}; empty when there is none. */
  String issuer() {
    return claims.path("iss").asText();
  }

  /** Whether somebody with this secret made it, and for a time that is not over. */
  boolean isGood(String secret, Instant now) {
    boolean over = claims.has("exp") && claims.path("exp").asLong() <= now.getEpochSecond();
    return !over
        && header.path("alg").asText().equals("HS256")
        && MessageDigest.isEqual(signature, code(secret, signed));
  }

  private static byte[] code(String secret, String signed) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String part(Map<String, ?> fields) {
    try {
      return encoded(JSON.writeValueAsBytes(fields));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] decoded(String part) {
    return Base64.getUrlDecoder().decode(part);
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
