package dev.keyway.provider;

import static dev.keyway.catalogue.Definitions.modelWithout;
import static dev.keyway.catalogue.Definitions.provider;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.Definitions;
import dev.keyway.catalogue.ProviderDefinition.SupportedSurface;
import dev.keyway.request.Format;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code max_output_tokens: 100}, in bodies that hold a model's name and perhaps limits. */
class OutputCapTest {

  /** A limit in a field that the provider heeds stays in that field. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // OpenAI heeds both, and refuses some of its models the older one.
        "openai       | -                                                 | max_completion_tokens:100",
        "openai       | max_tokens:50                                   | max_tokens:50",
        "openai       | max_tokens:100                                  | max_tokens:100",
        "openai       | max_tokens:101                                  | max_tokens:100",
        "openai       | max_completion_tokens:4096                      | max_completion_tokens:100",
        "openai       | max_tokens:7,max_completion_tokens:4096.0     | max_tokens:7,max_completion_tokens:100",
        "openai       | max_tokens:null                                 | max_tokens:null,max_completion_tokens:100",
        "openai       | max_tokens:-1                                   | max_tokens:100",
        "openai       | max_tokens:0                                    | max_tokens:100",
        // Others may overlook the newer one.
        "deepseek     | -                                                 | max_tokens:100",
        "deepseek     | max_tokens:4096                                 | max_tokens:100",
        "deepseek     | max_completion_tokens:4096                      | max_tokens:100",
        "deepseek     | max_completion_tokens:50                        | max_tokens:50",
        "deepseek     | max_completion_tokens:-1                        | max_tokens:100",
        "deepseek     | max_tokens:1e3,max_completion_tokens:50       | max_tokens:100,max_completion_tokens:50",
        "mistral      | max_completion_tokens:50                        | max_tokens:50",
      })
  void limit_isTheClientsOrThePolicys_whicheverIsLess(
      String provider, String sent, String forwarded) {
    PreparedAttempt attempt = AttemptCase.to(provider).maxOutput(100).body(chat(sent)).prepared();
    assertThat(AttemptCase.body(attempt)).isEqualTo(chat(forwarded));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, max_tokens:100",
        "max_tokens:50, max_tokens:50",
        "max_tokens:101, max_tokens:100",
        "max_tokens:-1, max_tokens:100",
        "max_tokens:0, max_tokens:0",
      })
  void messages_haveOneField(String sent, String forwarded) {
    PreparedAttempt attempt =
        AttemptCase.to("anthropic").messages().maxOutput(100).body(chat(sent)).prepared();
    assertThat(AttemptCase.body(attempt)).isEqualTo(chat(forwarded));
  }

  @Test
  void azure_isKnownByItsHost() {
    PreparedAttempt attempt =
        AttemptCase.to(provider("ours").at("https://a.openai.azure.com/openai/v1"))
            .maxOutput(100)
            .body(chat(null))
            .prepared();
    assertThat(attempt.cappedParams()).isEqualTo(Map.of("max_completion_tokens", 100L));
  }

  @Test
  void fieldTheModelDoesNotTake_givesWayToTheOther() {
    Definitions definition =
        provider("openai").models(modelWithout("gpt-4o", "max_completion_tokens"));
    PreparedAttempt attempt =
        AttemptCase.to(definition).maxOutput(100).body(chat("max_completion_tokens:50")).prepared();
    assertThat(AttemptCase.body(attempt)).isEqualTo(chat("max_tokens:50"));
    assertThat(attempt.strippedParams()).containsExactly("max_completion_tokens");
    assertThat(attempt.cappedParams()).isEqualTo(Map.of("max_tokens", 50L));
  }

  /** The provider may then refuse the request, but it can't answer at any length. */
  @Test
  void limitIsSent_evenWhereNoFieldIsTaken() {
    Definitions definition =
        provider("house")
            .at("https://a.example.com")
            .surfaces(new SupportedSurface(Format.OPENAI, null, Set.of("temperature")));
    PreparedAttempt attempt =
        AttemptCase.to(definition).maxOutput(100).body(chat("max_tokens:4096")).prepared();
    assertThat(AttemptCase.body(attempt)).isEqualTo(chat("max_tokens:100"));
    assertThat(attempt.strippedParams()).isEmpty();
  }

  @Test
  void whatThePolicyAdds_isLimitedToo() {
    PreparedAttempt attempt =
        AttemptCase.to("openai")
            .maxOutput(100)
            .body(chat("max_tokens:5"))
            .addField("max_tokens", 4096)
            .prepared();
    assertThat(AttemptCase.body(attempt)).isEqualTo(chat("max_tokens:100"));
    PreparedAttempt text =
        AttemptCase.to("openai")
            .maxOutput(100)
            .body(chat(null))
            .addField("max_tokens", "4096")
            .prepared();
    assertThat(AttemptCase.body(text)).isEqualTo(chat("max_tokens:100"));
  }

  /** Nobody gets more than a model gives, and asking for it is an error at some providers. */
  @Test
  void limit_isNoMoreThanTheModelGives() {
    PreparedAttempt attempt =
        AttemptCase.to("openai").maxOutput(400_000).body(chat(null)).prepared();
    assertThat(attempt.cappedParams()).isEqualTo(Map.of("max_completion_tokens", 16_384L));
  }

  @Test
  void withoutPolicysLimit_nothingChanges() {
    PreparedAttempt attempt =
        AttemptCase.to("deepseek").body(chat("max_completion_tokens:-1")).prepared();
    assertThat(AttemptCase.body(attempt)).isEqualTo(chat("max_completion_tokens:-1"));
    assertThat(attempt.cappedParams()).isEmpty();
  }

  private static String chat(String limits) {
    String more = limits == null ? "" : "," + limits.replaceAll("([a-z_]+):", "\"$1\":");
    return "{\"model\":\"gpt-4o\"" + more + "}";
  }
}
