package dev.keyway.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.core.RequestOptions;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.errors.UnexpectedStatusCodeException;
import com.openai.errors.UnprocessableEntityException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.OpenAi;
import dev.keyway.scripted.Point;
import dev.keyway.scripted.Received;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What OpenAI's library for Java makes of refusals: which exception, and whether it comes back. */
@ClientLibrary(name = "OpenAI Java", of = OpenAIClient.class)
class OpenAiErrorsIT {

  private final ClientStage stage;
  private final List<OpenAIClient> clients = new ArrayList<>();
  private final String model = Sdk.freshModel();

  OpenAiErrorsIT(ClientStage stage) {
    this.stage = stage;
  }

  @AfterEach
  void disconnect() {
    clients.forEach(OpenAIClient::close);
  }

  @Test
  @Shows(
      surface = "errors",
      what = "400, a body that is wrong",
      result = "`BadRequestException`, `invalid_request_body`")
  void aWrongBody_isABadRequest() {
    ChatCompletionCreateParams wrong =
        chat("gpt-4o").toBuilder()
            .model(com.openai.core.JsonField.of(com.openai.models.ChatModel.of("")))
            .putAdditionalBodyProperty("models", com.openai.core.JsonValue.from(7))
            .build();
    assertThat(refused(BadRequestException.class, client(), wrong).code())
        .contains("invalid_request_body");
  }

  @Test
  @Shows(
      surface = "errors",
      what = "401, a wrong access key",
      result = "`UnauthorizedException`, `unauthenticated`")
  void aWrongAccessKey_isUnauthorized() {
    UnauthorizedException refused =
        refused(
            UnauthorizedException.class,
            keep(Sdk.openAi(stage.url(), "kw-unknown", 0)),
            chat("gpt-4o"));
    assertThat(refused.code()).contains("unauthenticated");
  }

  @Test
  @Shows(
      surface = "errors",
      what = "403, a model that the key may not use",
      result = "`PermissionDeniedException`, `forbidden`")
  void aModelTheKeyMayNotUse_isDenied() {
    OpenAIClient limited = keep(Sdk.openAi(stage.url(), stage.limitedKey(), 0));
    assertThat(refused(PermissionDeniedException.class, limited, chat("gpt-4o")).code())
        .contains("forbidden");
  }

  @Test
  @Shows(
      surface = "errors",
      what = "413, a body that is too large",
      result = "`UnexpectedStatusCodeException`, `request_too_large`")
  void aLargeBody_isRefused() {
    ChatCompletionCreateParams large =
        chat("gpt-4o").toBuilder().addUserMessage("x".repeat(3_000_000)).build();
    UnexpectedStatusCodeException refused =
        refused(UnexpectedStatusCodeException.class, client(), large);
    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.code()).contains("request_too_large");
  }

  @Test
  @Shows(
      surface = "errors",
      what = "422, a model that nobody has",
      result = "`UnprocessableEntityException`, `no_matching_models`")
  void anUnknownModel_isUnprocessable() {
    UnprocessableEntityException refused =
        refused(UnprocessableEntityException.class, client(), chat("gpt-4o-mimi"));
    assertThat(refused.code()).contains("no_matching_models");
    assertThat(refused).hasMessageContaining("gpt-4o-mini");
  }

  @Test
  @Shows(
      surface = "errors",
      what = "502, nobody can be reached",
      result = "`InternalServerException`, `upstream_unreachable`")
  void nobodyReached_isAServerError() {
    InternalServerException refused =
        refused(InternalServerException.class, client(), chat("nowhere:any"));
    assertThat(refused.statusCode()).isEqualTo(502);
    assertThat(refused.code()).contains("upstream_unreachable");
  }

  @Test
  @Shows(
      surface = "errors",
      what = "504, `total_timeout` is over",
      result = "`InternalServerException`, `timeout`, not sent again")
  void ourTimeOver_isAServerError_andNotRetried() {
    stage.openai().whenModel(model).answer(Answer.ok("late").stallingAt(Point.beforeHead()));
    InternalServerException refused =
        refused(InternalServerException.class, patient(stage.impatient()), chat("openai:" + model));
    assertThat(refused.statusCode()).isEqualTo(504);
    assertThat(refused.code()).contains("timeout");
    assertThat(Sdk.about(stage.openai(), model)).hasSizeLessThan(2);
  }

  @Test
  @Shows(
      surface = "retries",
      what = "429, keys are back in 400 ms",
      result = "one retry, then served")
  void aShortRateLimit_isWaitedFor() {
    Answer limited = OpenAi.rateLimited(Duration.ofMillis(400));
    stage.openai().whenModel(model).answer(limited, limited, Answer.ok("Hello"));
    ChatCompletion served =
        patient(stage.url()).chat().completions().create(chat("openai:" + model));
    assertThat(served.choices().getFirst().message().content()).contains("Hello");
    assertThat(retryCounts()).containsExactly("0", "0", "1");
  }

  @Test
  @Shows(surface = "retries", what = "429, keys are back in an hour", result = "no retry")
  void aLongRateLimit_isNotWaitedFor() {
    Answer limited = OpenAi.rateLimited(Duration.ofHours(1));
    stage.openai().whenModel(model).answer(limited, limited);
    RateLimitException refused =
        refused(RateLimitException.class, patient(stage.url()), chat("openai:" + model));
    assertThat(refused.headers().values("x-should-retry")).containsExactly("false");
    assertThat(retryCounts()).containsExactly("0", "0");
  }

  @Test
  @Shows(
      surface = "retries",
      what = "503, a provider that is back at once",
      result = "retried, then served")
  void aFailureThatMayPass_isTriedAgain() {
    stage.house().whenModel(model).answer(OpenAi.overloaded(), Answer.ok("Hello"));
    ChatCompletion served =
        patient(stage.url()).chat().completions().create(chat("shaky:" + model));
    assertThat(served.choices().getFirst().message().content()).contains("Hello");
  }

  @Test
  @Shows(surface = "retries", what = "503, a key that is revoked", result = "no retry")
  void aRevokedKey_isNotTriedAgain() {
    stage.house().whenModel(model).answer(OpenAi.invalidKey());
    InternalServerException refused =
        refused(InternalServerException.class, patient(stage.url()), chat("revoked:" + model));
    assertThat(refused.headers().values("x-should-retry")).containsExactly("false");
    assertThat(Sdk.about(stage.house(), model)).hasSizeLessThan(2);
  }

  @Test
  @Shows(
      surface = "leaving",
      what = "in the middle of a stream",
      stream = true,
      result = "the provider's call is cancelled")
  void aStreamThatIsClosed_isCancelled() {
    stage
        .openai()
        .whenModel(model)
        .answer(Answer.ok("first", "second").stallingAt(Point.afterContent(1)));
    try (StreamResponse<ChatCompletionChunk> stream =
        client().chat().completions().createStreaming(chat("openai:" + model))) {
      Iterator<ChatCompletionChunk> chunks = stream.stream().iterator();
      chunks.next();
      chunks.next();
    }
    Sdk.awaitLeaving(stage.openai(), model);
  }

  @Test
  @Shows(
      surface = "time-outs",
      what = "the library's own",
      result = "`OpenAIIoException`; the provider's call is cancelled")
  void theLibraryGivesUp() {
    stage.openai().whenModel(model).answer(Answer.ok("late").stallingAt(Point.beforeHead()));
    RequestOptions hasty = RequestOptions.builder().timeout(Duration.ofSeconds(2)).build();
    assertThat(
            catchThrowableOfType(
                OpenAIIoException.class,
                () -> client().chat().completions().create(chat("openai:" + model), hasty)))
        .isNotNull();
    Sdk.awaitLeaving(stage.openai(), model);
  }

  private OpenAIClient client() {
    return keep(Sdk.openAi(stage));
  }

  /** Comes back twice, as the library does by default. */
  private OpenAIClient patient(URI url) {
    return keep(Sdk.openAi(url, stage.accessKey(), 2));
  }

  private OpenAIClient keep(OpenAIClient client) {
    clients.add(client);
    return client;
  }

  private List<String> retryCounts() {
    return Sdk.about(stage.openai(), model).stream()
        .map((Received one) -> String.valueOf(one.header("x-stainless-retry-count")))
        .toList();
  }

  private static <E extends OpenAIServiceException> E refused(
      Class<E> kind, OpenAIClient client, ChatCompletionCreateParams params) {
    return catchThrowableOfType(kind, () -> client.chat().completions().create(params));
  }

  private static ChatCompletionCreateParams chat(String model) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage("Say hello").build();
  }
}
