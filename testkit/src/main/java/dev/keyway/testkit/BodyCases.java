package dev.keyway.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.Answer;
import dev.keyway.scripted.OpenAi;
import dev.keyway.scripted.Received;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests and answers arrive as they were sent. */
interface BodyCases {

  int LARGE_BYTES = 10 << 20;

  ContractStage stage();

  @Test
  default void largeBody_reachesEachProviderWhole() {
    stage().first().answer(OpenAi.serverError());
    stage().second().answer(OpenAi.overloaded());
    Ask large = Ask.model("shared").prompt("0123456789abcdef".repeat(LARGE_BYTES / 16));

    HttpResponse<String> answer = stage().ask(large);

    assertThat(answer.statusCode()).isEqualTo(200);
    String digest = sha256(large.body());
    String length = Integer.toString(large.body().length);
    List<Received> received = stage().received();
    assertThat(received).hasSize(3);
    assertThat(received)
        .allSatisfy(one -> {
          assertThat(sha256(one.body())).isEqualTo(digest);
          assertThat(one.headers("content-length")).containsExactly(length);
          assertThat(one.headers("transfer-encoding")).isEmpty();
        });
  }

  /** Each body is as long as it says, whatever the attempt before had. */
  @Test
  default void modelsName_isTheProvidersOwn_inEachAttempt() {
    stage().first().answer(OpenAi.serverError());
    stage().second().answer(OpenAi.overloaded());
    Ask ask = Ask.model("renamed");

    HttpResponse<String> answer = stage().ask(ask);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    String sent = new String(ask.body(), StandardCharsets.UTF_8);
    assertThat(stage().received())
        .extracting(Received::text)
        .containsExactly(
            sent,
            sent.replace("renamed", "a-name-that-is-longer"),
            sent.replace("renamed", "name"));
    assertThat(stage().received())
        .allSatisfy(one ->
            assertThat(one.headers("content-length"))
                .containsExactly(Integer.toString(one.body().length)));
  }

  @Test
  default void largeAnswer_reachesTheClientWhole() {
    String said = "0123456789abcdef".repeat(LARGE_BYTES / 16);
    stage().first().answer(Answer.ok(said));

    HttpResponse<String> answer = stage().ask(Ask.model("shared"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(ContractStage.json(answer.body()).at("/choices/0/message/content").asText())
        .isEqualTo(said);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
