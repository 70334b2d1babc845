package dev.keyway.scripted;

import static dev.keyway.scripted.Client.chat;
import static dev.keyway.scripted.Client.chatWithKey;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which answer a request gets. */
class ScriptTest {

  private final ScriptedProvider provider = ScriptedProvider.start();

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void queue_eachOnceThenTheStandingAnswer() throws Exception {
    provider.answer(OpenAi.serverError(), OpenAi.rateLimited());
    provider.always(Answer.ok("again"));

    assertThat(chat(provider).statusCode()).isEqualTo(500);
    assertThat(chat(provider).statusCode()).isEqualTo(429);
    assertThat(chat(provider).body()).contains("again");
    assertThat(chat(provider).body()).contains("again");
  }

  @Test
  void perKey_othersFallToTheGeneralScript() throws Exception {
    provider.whenKey("key-one").always(OpenAi.insufficientQuota());
    provider.whenKey("key-two").answer(OpenAi.rateLimited());
    provider.always(Answer.ok("served"));

    assertThat(chatWithKey(provider, "key-one").statusCode()).isEqualTo(429);
    assertThat(chatWithKey(provider, "key-two").statusCode()).isEqualTo(429);
    assertThat(chatWithKey(provider, "key-two").body()).contains("served");
    assertThat(chatWithKey(provider, "key-three").body()).contains("served");
  }

  @Test
  void perPathAndModel_moreConditionsFirst() throws Exception {
    provider.whenModel("gpt-4o").always(OpenAi.modelNotFound("gpt-4o"));
    provider.when(Match.any().model("gpt-4o").path("/v1/embeddings")).always(OpenAi.overloaded());
    provider.whenPath("/v1/messages").always(Anthropic.overloaded());

    assertThat(chat(provider).statusCode()).isEqualTo(404);
    assertThat(Client.post(provider, "/v1/embeddings", Client.HELLO).statusCode()).isEqualTo(503);
    assertThat(Client.post(provider, "/v1/messages", "{}").statusCode()).isEqualTo(529);
    assertThat(Client.post(provider, "/v1/embeddings", "{}").statusCode()).isEqualTo(200);
  }

  @Test
  void forget_theEchoAnswersAgain() throws Exception {
    provider.always(OpenAi.overloaded());
    provider.when(Match.any()).forget();

    assertThat(chat(provider).body()).contains("You said: Hello");
  }

  @Test
  void replyThatLooks_answersByRequest() throws Exception {
    provider.always(request -> Answer.ok("body of " + request.body().length));

    assertThat(chat(provider).body()).contains("body of " + Client.HELLO.length());
  }

  @Test
  void replyThatFails_saidInTheAnswer() throws Exception {
    provider.always(request -> {
      throw new IllegalStateException("no such scene");
    });

    assertThat(chat(provider).statusCode()).isEqualTo(500);
    assertThat(chat(provider).body()).contains("no such scene");
  }

  @Test
  void manyClientsAtOnce_eachQueuedAnswerGivenOnce() {
    int clients = 20;
    for (int i = 0; i < clients; i++) {
      provider.answer(Answer.ok("<" + i + ">"));
    }

    assertThat(IntStream.range(0, clients).parallel().mapToObj(i -> content()).sorted())
        .doesNotHaveDuplicates()
        .hasSize(clients)
        .allMatch(text -> text.startsWith("<"));
  }

  @Test
  void answersAreValues() {
    assertThat(Answer.ok("a").withUsage(1, 2).retryAfter(Client.SOON))
        .isEqualTo(Answer.ok("a").withUsage(1, 2).retryAfter(Client.SOON))
        .isNotEqualTo(Answer.ok("a").withUsage(1, 3).retryAfter(Client.SOON));
    assertThat(OpenAi.invalidKey()).isEqualTo(OpenAi.invalidKey());
  }

  private String content() {
    try {
      return Json.read(chat(provider).body()).at("/choices/0/message/content").asText();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
