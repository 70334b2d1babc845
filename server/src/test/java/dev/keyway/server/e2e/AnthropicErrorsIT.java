package dev.keyway.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicIoException;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.ContentTooLargeException;
import com.anthropic.errors.GatewayTimeoutException;
import com.anthropic.errors.InternalServerException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.PermissionDeniedException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.ServiceUnavailableException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.errors.UnprocessableEntityException;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Anthropic;
import dev.keyway.scripted.Point;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What Anthropic's library for Java makes of refusals: which exception, and whether it comes back.
 */
@ClientLibrary(name = "Anthropic Java", of = AnthropicClient.class)
class AnthropicErrorsIT {

  private final ClientStage stage;
  private final List<AnthropicClient> clients = new ArrayList<>();
  private final String model = Sdk.freshModel();

  AnthropicErrorsIT(ClientStage stage) {
    this.stage = stage;
  }

  @AfterEach
  void disconnect() {
    clients.forEach(AnthropicClient::close);
  }

  @Test
  @Shows(
      surface = "errors",
      what = "401, a wrong access key",
      result = "`UnauthorizedException`, `unauthenticated`")
  void aWrongAccessKey_isUnauthorized() {
    AnthropicClient stranger = keep(Sdk.anthropic(stage.url(), "kw-unknown", 0));
    assertThat(refused(UnauthorizedException.class, stranger, message("any")).errorCode())
        .contains("unauthenticated");
  }

  @Test
  @Shows(
      surface = "errors",
      what = "403, a model that the key may not use",
      result = "`PermissionDeniedException`, `forbidden`")
  void aModelTheKeyMayNotUse_isDenied() {
    AnthropicClient limited = keep(Sdk.anthropic(stage.url(), stage.limitedKey(), 0));
    assertThat(
            refused(PermissionDeniedException.class, limited, message("claude-sonnet-4-5"))
                .errorCode())
        .contains("forbidden");
  }

  @Test
  @Shows(
      surface = "errors",
      what = "413, a body that is too large",
      result = "`ContentTooLargeException`, `request_too_large`")
  void aLargeBody_isRefused() {
    MessageCreateParams large =
        message("claude-sonnet-4-5").toBuilder().addUserMessage("x".repeat(3_000_000)).build();
    assertThat(refused(ContentTooLargeException.class, client(), large).errorCode())
        .contains("request_too_large");
  }

  @Test
  @Shows(
      surface = "errors",
      what = "422, a model that nobody has",
      result = "`UnprocessableEntityException`, `no_matching_models`")
  void anUnknownModel_isUnprocessable() {
    UnprocessableEntityException refused =
        refused(UnprocessableEntityException.class, client(), message("claude-sonet-4-5"));
    assertThat(refused.errorCode()).contains("no_matching_models");
    assertThat(refused).hasMessageContaining("claude-sonnet-4-5");
  }

  @Test
  @Shows(
      surface = "errors",
      what = "502, nobody can be reached",
      result = "`InternalServerException`, `upstream_unreachable`")
  void nobodyReached_isAServerError() {
    InternalServerException refused =
        refused(InternalServerException.class, client(), message("nowhere:any"));
    assertThat(refused.statusCode()).isEqualTo(502);
    assertThat(refused.errorCode()).contains("upstream_unreachable");
  }

  @Test
  @Shows(
      surface = "errors",
      what = "504, `total_timeout` is over",
      result = "`GatewayTimeoutException`, `timeout`, not sent again")
  void ourTimeOver_isATimeout_andNotRetried() {
    stage.anthropic().whenModel(model).answer(Answer.ok("late").stallingAt(Point.beforeHead()));
    GatewayTimeoutException refused =
        refused(GatewayTimeoutException.class, patient(stage.impatient()), ours());
    assertThat(refused.errorCode()).contains("timeout");
    assertThat(Sdk.about(stage.anthropic(), model)).hasSizeLessThan(2);
  }

  @Test
  @Shows(
      surface = "retries",
      what = "429, keys are back in 400 ms",
      result = "one retry, then served")
  void aShortRateLimit_isWaitedFor() {
    stage
        .anthropic()
        .whenModel(model)
        .answer(Anthropic.rateLimited().retryAfterMillis(400), Answer.ok("Hello"));
    Message served = patient(stage.url()).messages().create(ours());
    assertThat(served.content().getFirst().asText().text()).isEqualTo("Hello");
    assertThat(Sdk.about(stage.anthropic(), model)).hasSize(2);
  }

  @Test
  @Shows(surface = "retries", what = "429, keys are back in an hour", result = "no retry")
  void aLongRateLimit_isNotWaitedFor() {
    stage.anthropic().whenModel(model).answer(Anthropic.rateLimited(Duration.ofHours(1)));
    RateLimitException refused = refused(RateLimitException.class, patient(stage.url()), ours());
    assertThat(refused.errorCode()).contains("rate_limited");
    assertThat(refused.headers().values("x-should-retry")).containsExactly("false");
    assertThat(Sdk.about(stage.anthropic(), model)).hasSize(1);
  }

  @Test
  @Shows(
      surface = "retries",
      what = "503, a provider that is back at once",
      result = "retried, then served")
  void aFailureThatMayPass_isTriedAgain() {
    stage.house().whenModel(model).answer(Anthropic.overloaded(), Answer.ok("Hello"));
    Message served = patient(stage.url()).messages().create(message("shaky:" + model));
    assertThat(served.content().getFirst().asText().text()).isEqualTo("Hello");
  }

  @Test
  @Shows(surface = "retries", what = "503, a key that is revoked", result = "no retry")
  void aRevokedKey_isNotTriedAgain() {
    stage.house().whenModel(model).answer(Anthropic.invalidKey());
    ServiceUnavailableException refused =
        refused(
            ServiceUnavailableException.class, patient(stage.url()), message("revoked:" + model));
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
        .anthropic()
        .whenModel(model)
        .answer(Answer.ok("first", "second").stallingAt(Point.afterContent(1)));
    try (StreamResponse<RawMessageStreamEvent> stream =
        client().messages().createStreaming(ours())) {
      assertThat(stream.stream().filter(RawMessageStreamEvent::isContentBlockDelta).findFirst())
          .isPresent();
    }
    Sdk.awaitLeaving(stage.anthropic(), model);
  }

  @Test
  @Shows(
      surface = "time-outs",
      what = "the library's own",
      result = "`AnthropicIoException`; the provider's call is cancelled")
  void theLibraryGivesUp() {
    stage.anthropic().whenModel(model).answer(Answer.ok("late").stallingAt(Point.beforeHead()));
    RequestOptions hasty = RequestOptions.builder().timeout(Duration.ofSeconds(2)).build();
    assertThat(
            catchThrowableOfType(
                AnthropicIoException.class, () -> client().messages().create(ours(), hasty)))
        .isNotNull();
    Sdk.awaitLeaving(stage.anthropic(), model);
  }

  @Test
  @Shows(
      surface = "not served",
      what = "message batches",
      result = "`NotFoundException`, `unknown_path`")
  void batches_areNotServed() {
    NotFoundException refused =
        catchThrowableOfType(
            NotFoundException.class, () -> client().messages().batches().retrieve("msgbatch_1"));
    assertThat(refused.errorCode()).contains("unknown_path");
  }

  private AnthropicClient client() {
    return keep(Sdk.anthropic(stage));
  }

  /** Comes back twice, as the library does by default. */
  private AnthropicClient patient(URI url) {
    return keep(Sdk.anthropic(url, stage.accessKey(), 2));
  }

  private AnthropicClient keep(AnthropicClient client) {
    clients.add(client);
    return client;
  }

  private static <E extends AnthropicServiceException> E refused(
      Class<E> kind, AnthropicClient client, MessageCreateParams params) {
    return catchThrowableOfType(kind, () -> client.messages().create(params));
  }

  private MessageCreateParams ours() {
    return message("anthropic:" + model);
  }

  private static MessageCreateParams message(String model) {
    return MessageCreateParams.builder()
        .model(model)
        .maxTokens(64)
        .addUserMessage("Say hello")
        .build();
  }
}
