package dev.keyway.testkit;

import static dev.keyway.testkit.World.PAUL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.Answer;
import dev.keyway.scripted.OpenAi;
import dev.keyway.scripted.Received;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Clients that send what is between the gateway and Keyway. */
interface SpoofingCases {

  /** All that is between a gateway and Keyway, in any form of any adapter. */
  List<String> OURS =
      List.of(
          "x-keyway-stage",
          "x-keyway-version",
          "x-keyway-policy",
          "x-keyway-prefix",
          "x-keyway-usage",
          "x-keyway-route",
          "x-keyway-token",
          "x-keyway-failover",
          "x-keyway-attempts");

  ContractStage stage();

  /** A context as genuine as one that leaked: it is not the client's to send. */
  @Test
  default void clientsContext_changesNothing() {
    String ritas = stage().contextKey().sign("rita", "teams", Instant.now());
    Ask spoofed = Ask.model("shared").by(PAUL).with("x-keyway-context", ritas);

    HttpResponse<String> answer = stage().ask(spoofed);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(stage().received())
        .extracting(Received::key)
        .containsExactly(ContractStage.key("one"));
    assertThat(stage().record(1).path("policy").asText()).isEqualTo("chat");
  }

  @Test
  default void clientsContext_authenticatesNobody() {
    String ritas = stage().contextKey().sign("rita", "chat", Instant.now());

    HttpResponse<String> answer =
        stage().ask(Ask.model("shared").by(null).with("x-keyway-context", ritas));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
    assertThat(stage().received()).isEmpty();
  }

  @Test
  default void internalHeaders_changeNothing_andReachNobody() {
    stage().first().answer(OpenAi.serverError());
    Map<String, String> spoofed = new TreeMap<>(stage().gateway().internalHeaders());
    for (String name : OURS) {
      spoofed.put(name, "teams");
    }

    HttpResponse<String> answer = stage().ask(Ask.model("shared").with(spoofed));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(stage().received())
        .extracting(Received::key)
        .containsExactly(ContractStage.key("one"), ContractStage.key("four"));
    assertThat(stage().received())
        .allSatisfy(one ->
            assertThat(one.headers())
                .noneMatch(header -> spoofed.containsKey(header.name().toLowerCase(Locale.ROOT))));
    assertThat(stage().record(1).path("policy").asText()).isEqualTo("chat");
  }

  /** What a provider says under our names means nothing either. */
  @Test
  default void providersInternalHeaders_changeNothing() {
    Answer answer = Answer.ok("Hello");
    for (String name : OURS) {
      answer = answer.withHeader(name, "1");
    }
    stage().first().answer(answer);

    assertThat(stage().ask(Ask.model("shared")).statusCode()).isEqualTo(200);
    assertThat(stage().received()).hasSize(1);
  }
}
