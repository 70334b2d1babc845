package dev.keyway.kong;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a token that Kong's jwt plugin has verified: RFC 7519 in the compact form of RFC
 * 7515, section 7.1. Its signature is not looked at again: only plugins can put the token where it
 * is found.
 */
final class TokenClaims {

  /**
   * Where the jwt plugin leaves the token's text (kong/plugins/jwt/handler.lua in Kong's source).
   */
  static final String SHARED = "authenticated_jwt_token";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> CLAIMS = new TypeReference<>() {};

  private TokenClaims() {}

  /** None where no token was left, or what was left is none. */
  static Map<String, Object> of(@Nullable Object token) {
    String[] parts = token instanceof String text ? text.split("\\.", -1) : new String[0];
    if (parts.length != 3) {
      return Map.of();
    }
    try {
      byte[] payload = Base64.getUrlDecoder().decode(parts[1].getBytes(StandardCharsets.US_ASCII));
      return Objects.requireNonNullElse(JSON.readValue(payload, CLAIMS), Map.of());
    } catch (IllegalArgumentException | IOException notClaims) {
      return Map.of();
    }
  }
}
