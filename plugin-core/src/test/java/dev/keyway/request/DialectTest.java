package dev.keyway.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.refusal.Refusal.Tried;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DialectTest {

  private static final Refusal FAILED =
      new Refusal(
          ErrorCode.ALL_PROVIDERS_FAILED,
          "all \"providers\"\nfailed",
          null,
          List.of(new Tried("openai", "gpt-4o", "vault/a", 429, "rate", false)));

  @Test
  void openAi_hasItsErrorObject() {
    assertThat(text(Dialect.of(Format.OPENAI).errorBody(FAILED)))
        .isEqualTo(
            "{\"error\":{\"message\":\"all \\\"providers\\\"\\nfailed\",\"type\":\"api_error\","
                + "\"code\":\"all_providers_failed\",\"param\":null,\"ngrok_code\":\"ERR_NGROK_3807\","
                + "\"attempts\":[{\"provider\":\"openai\",\"model\":\"gpt-4o\",\"key\":\"vault/a\","
                + "\"status\":429,\"failure\":\"rate\"}]}}");
  }

  @Test
  void anthropic_hasItsErrorObject() {
    assertThat(text(Dialect.of(Format.ANTHROPIC).errorBody(FAILED)))
        .isEqualTo(
            "{\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"all \\\"providers\\\"\\nfailed\","
                + "\"code\":\"all_providers_failed\",\"details\":{\"error_code\":\"all_providers_failed\"},\"ngrok_code\":\"ERR_NGROK_3807\","
                + "\"attempts\":[{\"provider\":\"openai\",\"model\":\"gpt-4o\",\"key\":\"vault/a\","
                + "\"status\":429,\"failure\":\"rate\"}]}}");
  }

  @Test
  void withoutOldCodeOrAttempts_neitherStands() throws Exception {
    JsonNode error = error(Format.OPENAI, Refusal.of(ErrorCode.RATE_LIMITED, "later"));

    assertThat(error.has("ngrok_code")).isFalse();
    assertThat(error.has("attempts")).isFalse();
  }

  @Test
  void halfASurrogatePair_doesNotFail() throws Exception {
    JsonNode error = error(Format.OPENAI, Refusal.of(ErrorCode.INTERNAL, "x\ud800"));

    assertThat(error.get("message").textValue()).isEqualTo("x?");
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void type_followsTheStatusInBothDialects(ErrorCode code) throws Exception {
    Refusal refusal = Refusal.of(code, "m");

    assertThat(error(Format.OPENAI, refusal).get("type").textValue())
        .isEqualTo(
            switch (code.status()) {
              case 401 -> "authentication_error";
              case 403 -> "permission_error";
              case 429 -> "rate_limit_error";
              case 500, 502, 503, 504 -> "api_error";
              default -> "invalid_request_error";
            });
    assertThat(error(Format.ANTHROPIC, refusal).get("type").textValue())
        .isIn(
            switch (code.status()) {
              case 401 -> List.of("authentication_error");
              case 403 -> List.of("permission_error");
              case 404 -> List.of("not_found_error");
              case 408, 504 -> List.of("timeout_error");
              case 413 -> List.of("request_too_large");
              case 429 -> List.of("rate_limit_error");
              case 500, 502 -> List.of("api_error");
              case 503 -> List.of("api_error", "overloaded_error");
              default -> List.of("invalid_request_error");
            });
  }

  @Test
  void brokenStream_endsAsClientsExpect() {
    Refusal broken = Refusal.of(ErrorCode.UPSTREAM_UNREACHABLE, "broke");

    assertThat(text(Dialect.of(Format.OPENAI).brokenStreamEnding(broken)))
        .isEqualTo(
            "data: " + text(Dialect.of(Format.OPENAI).errorBody(broken)) + "\n\ndata: [DONE]\n\n");
    assertThat(text(Dialect.of(Format.ANTHROPIC).brokenStreamEnding(broken)))
        .isEqualTo(
            "event: error\ndata: " + text(Dialect.of(Format.ANTHROPIC).errorBody(broken)) + "\n\n");
  }

  private static JsonNode error(Format format, Refusal refusal) throws Exception {
    return new ObjectMapper().readTree(Dialect.of(format).errorBody(refusal)).get("error");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
