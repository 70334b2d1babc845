package dev.keyway.server.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.access.Caller;
import dev.keyway.document.Problem;
import dev.keyway.document.Problems;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientReaderTest {

  private final Problems problems = new Problems();

  @Test
  void hostsConsumer_isReadWhole() {
    ExplainedClient client =
        read(
            """
            vouched_by: host
            consumer: team-blue
            username: ada
            groups: [research, gold]
            credential: key-7
            claims: {plan: gold}
            client_ip: 10.0.0.9
            providers: [openai]
            models: [gpt-4o]
            provider_key: true
            route: chat
            """);

    assertThat(problems.inOrder()).isEmpty();
    assertThat(client)
        .isEqualTo(
            new ExplainedClient(
                new Caller(
                    Caller.Voucher.HOST,
                    "team-blue",
                    "ada",
                    List.of("research", "gold"),
                    "key-7",
                    Map.of("plan", "gold"),
                    "10.0.0.9",
                    List.of("openai"),
                    List.of("gpt-4o")),
                true,
                "chat"));
  }

  @Test
  void nothingSaid_isSomebodyWithAnAccessKey() {
    assertThat(read("{}")).isEqualTo(ClientReader.somebody());
    assertThat(problems.inOrder()).isEmpty();
  }

  @Test
  void metadata_isWhatAnAccessKeyHas() {
    assertThat(read("metadata: {team: blue}").caller().claims()).containsEntry("team", "blue");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vouched_by: root | expected one of",
        "username: ada | vouched_by: host",
        "claims: {a: 1} | an access key has metadata",
        "{vouched_by: host, metadata: {a: 1}} | a host vouches for claims",
        "{vouched_by: nobody, consumer: a} | nothing is known",
        "models: [] | leave it out",
        "consumr: a | unknown field",
        "- a | expected an object"
      })
  void whatCantBe_isAProblem(String text, String message) {
    read(text);
    assertThat(problems.inOrder())
        .extracting(Problem::message)
        .anySatisfy(each -> assertThat(each).contains(message));
  }

  private ExplainedClient read(String text) {
    return ClientReader.read(text.getBytes(StandardCharsets.UTF_8), problems);
  }
}
