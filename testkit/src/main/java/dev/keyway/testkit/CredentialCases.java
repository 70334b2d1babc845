package dev.keyway.testkit;

import static dev.keyway.testkit.World.RITA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.OpenAi;
import dev.keyway.scripted.Received;
import dev.keyway.scripted.ScriptedProvider;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each provider gets its own key, and nobody else's. */
interface CredentialCases {

  /** The headers in which providers look for keys. */
  List<String> HEADERS = List.of("authorization", "x-api-key", "api-key");

  /** What clients, and the gateways between, tell of where a request comes from. */
  List<String> WHEREABOUTS =
      List.of(
          "forwarded",
          "x-forwarded-for",
          "x-forwarded-proto",
          "x-forwarded-host",
          "x-real-ip",
          "x-envoy-external-address",
          "via");

  ContractStage stage();

  @Test
  default void provider_getsItsOwnKeyAlone_inItsOwnHeader() {
    stage().first().answer(OpenAi.serverError());
    stage().second().answer(OpenAi.serverError());

    HttpResponse<String> answer = stage().ask(Ask.model("shared"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(credentials(stage().first()))
        .containsOnly(Map.entry("authorization", "Bearer " + ContractStage.key("one")));
    assertThat(credentials(stage().second()))
        .containsOnly(Map.entry("x-api-key", ContractStage.key("four")));
    assertThat(credentials(stage().third()))
        .containsOnly(Map.entry("api-key", ContractStage.key("five")));
  }

  /** Whatever a client tries in headers that aren't the gateway's own credential. */
  @Test
  default void clientsCredentials_reachNoProvider() {
    stage().first().answer(OpenAi.serverError());
    stage().second().answer(OpenAi.serverError());
    Map<String, String> own = new TreeMap<>();
    for (String name :
        List.of("authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie")) {
      own.put(name, "sk-clients-own-" + name);
    }
    own.putAll(stage().gateway().credential(RITA));

    HttpResponse<String> answer = stage().ask(Ask.model("shared").with(own));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    List<String> keys = Stream.of("one", "four", "five").map(ContractStage::key).toList();
    assertThat(stage().received()).hasSize(3).extracting(Received::key).isEqualTo(keys);
    assertThat(stage().received())
        .allSatisfy(
            one -> assertThat(all(one)).doesNotContainAnyElementsOf(own.values()).hasSize(1));
  }

  @Test
  default void clientsWhereabouts_reachNoProvider() {
    Map<String, String> told = new TreeMap<>();
    for (String name : WHEREABOUTS) {
      told.put(name, "192.0.2.99");
    }

    assertThat(stage().ask(Ask.model("shared").with(told)).statusCode()).isEqualTo(200);

    Received only = stage().first().received().getFirst();
    assertThat(WHEREABOUTS).allSatisfy(name -> assertThat(only.headers(name)).as(name).isEmpty());
    assertThat(only.headers("host")).containsExactly(stage().first().url().getAuthority());
  }

  /** The only request of a provider. */
  private static Map<String, String> credentials(ScriptedProvider provider) {
    assertThat(provider.received()).hasSize(1);
    Received only = provider.received().getFirst();
    Map<String, String> credentials = new TreeMap<>();
    for (String name : HEADERS) {
      if (only.header(name) != null) {
        credentials.put(name, String.join("\n", only.headers(name)));
      }
    }
    return credentials;
  }

  private static List<String> all(Received one) {
    return Stream.concat(HEADERS.stream(), Stream.of("x-goog-api-key", "cookie"))
        .flatMap(name -> one.headers(name).stream())
        .toList();
  }
}
