package dev.keyway.testkit;

import static dev.keyway.testkit.World.PAUL;
import static dev.keyway.testkit.World.RITA;
import static dev.keyway.testkit.World.TEAMS_PREFIX;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keyway.scripted.Received;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whom the gateway vouches for, and what that decides. */
interface CallerCases {

  ContractStage stage();

  @Test
  default void consumer_isServedWithTheKeyThatThePolicyGivesIt() {
    assertThat(keysFor(Ask.model("small").at(TEAMS_PREFIX)))
        .containsExactly(ContractStage.key("ritas"), ContractStage.key("pauls"));
  }

  @Test
  default void consumer_isServedTheModelsThatItMayUse() {
    HttpResponse<String> allowed = stage().ask(Ask.model("large").at(TEAMS_PREFIX).by(RITA));
    HttpResponse<String> denied = stage().ask(Ask.model("large").at(TEAMS_PREFIX).by(PAUL));

    assertThat(allowed.statusCode()).isEqualTo(200);
    assertThat(denied.statusCode()).as(denied.body()).isEqualTo(422);
    assertThat(stage().received())
        .extracting(Received::key)
        .containsExactly(ContractStage.key("ritas"));
  }

  @Test
  default void claim_choosesTheKey() {
    assertThat(keysFor(Ask.model("by-claim").at(World.PLANS_PREFIX)))
        .containsExactly(ContractStage.key("pro"), ContractStage.key("free"));
  }

  @Test
  default void group_choosesTheKey() {
    Ask ask = Ask.model("by-group").at(World.PLANS_PREFIX).by(PAUL);
    assertThat(stage().ask(ask).statusCode()).isEqualTo(200);
    assertThat(stage().received())
        .extracting(Received::key)
        .containsExactly(ContractStage.key("support"));
  }

  @Test
  default void clientWithoutCredential_isRefused() {
    HttpResponse<String> refused = stage().ask(Ask.model("shared").by(null));

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(401);
    assertThat(ContractStage.json(refused.body()).at("/error/code").asText())
        .isEqualTo("unauthenticated");
    assertThat(stage().received()).isEmpty();
  }

  @Test
  default void record_namesCallerRoutePolicyAndKey() {
    stage().ask(Ask.model("small").at(TEAMS_PREFIX).by(PAUL));

    JsonNode record = stage().record(1);
    assertThat(record.at("/client/identity").asText()).isEqualTo("paul");
    assertThat(record.path("policy").asText()).isEqualTo("teams");
    assertThat(record.path("route").asText()).isEqualTo(stage().gateway().route("teams"));
    assertThat(record.findValuesAsText("api_key")).containsExactly("pauls");
    assertThat(record.path("status").asText()).isEqualTo("success");
  }

  @Test
  default void prefixOfARoute_isNoConcernOfProviders() {
    assertThat(stage().ask(Ask.model("shared").at(World.PREFIX)).statusCode()).isEqualTo(200);
    assertThat(stage().ask(Ask.model("shared")).statusCode()).isEqualTo(200);

    assertThat(stage().first().received())
        .extracting(Received::target)
        .containsExactly(Ask.PATH, Ask.PATH);
  }

  /** The keys that the provider gets when Rita asks, and then Paul. */
  private List<String> keysFor(Ask ask) {
    assertThat(stage().ask(ask.by(RITA)).statusCode()).isEqualTo(200);
    assertThat(stage().ask(ask.by(PAUL)).statusCode()).isEqualTo(200);
    return stage().received().stream().map(Received::key).toList();
  }
}
