package dev.keyway.provider;

import static dev.keyway.catalogue.Definitions.model;
import static dev.keyway.catalogue.Definitions.modelWithout;
import static dev.keyway.catalogue.Definitions.provider;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.ProviderDefinition.SupportedSurface;
import dev.keyway.request.Format;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageWishTest {

  private static final String STREAM = "{\"model\":\"gpt-4o\",\"stream\":true}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'model':'gpt-4o','stream':true} | {'model':'gpt-4o','stream':true,'stream_options':{'include_usage':true}}",
        "{'stream_options':null,'model':'gpt-4o','stream':true} | {'stream_options':{'include_usage':true},'model':'gpt-4o','stream':true}",
        "{'stream_options':{},'model':'gpt-4o','stream':true} | {'stream_options':{'include_usage':true},'model':'gpt-4o','stream':true}",
        "{'stream_options':{'include_usage':false},'model':'gpt-4o','stream':true} | {'stream_options':{'include_usage':true},'model':'gpt-4o','stream':true}",
        "{'stream_options':{'include_obfuscation':false, 'x':[1]},'model':'gpt-4o','stream':true} | {'stream_options':{'include_obfuscation':false, 'x':[1],'include_usage':true},'model':'gpt-4o','stream':true}",
      })
  void stream_isAskedForWhatItUsed_besideWhatItsClientSet(String body, String sent) {
    PreparedAttempt attempt =
        AttemptCase.to("openai").asksForUsage().body(body.replace('\'', '"')).prepared();

    assertThat(AttemptCase.body(attempt)).isEqualTo(sent.replace('\'', '"'));
    assertThat(attempt.addedParams()).containsExactly("stream_options");
    assertThat(attempt.asksForUsage()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"model\":\"gpt-4o\"}",
        "{\"model\":\"gpt-4o\",\"stream\":false}",
        "{\"model\":\"gpt-4o\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}"
      })
  void whatIsNoStream_orAsksItself_staysAsItCame(String body) {
    assertUnasked(AttemptCase.to("openai").asksForUsage().body(body), body);
  }

  @Test
  void optionsThatAreOddOrHuge_stayAsTheyCame() {
    String odd = "{\"model\":\"gpt-4o\",\"stream\":true,\"stream_options\":{\"model\":7}}";
    String huge =
        "{\"model\":\"gpt-4o\",\"stream\":true,\"stream_options\":{\"x\":\""
            + "y".repeat(21 << 20)
            + "\"}}";

    assertUnasked(AttemptCase.to("openai").asksForUsage().body(odd), odd);
    assertUnasked(AttemptCase.to("openai").asksForUsage().body(huge), huge);
  }

  @Test
  void optionsThatHoldWhatOtherReadersRefuse_passByteForByte() {
    String number = "1".repeat(900);
    String deep = "[".repeat(90) + "]".repeat(90);
    PreparedAttempt attempt =
        AttemptCase.to("openai")
            .asksForUsage()
            .body(
                "{\"model\":\"gpt-4o\",\"stream\":true,\"stream_options\":{\"n\":"
                    + number
                    + ",\"d\":"
                    + deep
                    + "}}")
            .prepared();

    assertThat(AttemptCase.body(attempt))
        .endsWith("{\"n\":" + number + ",\"d\":" + deep + ",\"include_usage\":true}}");
  }

  @Test
  void policyThatDoesNotNeedIt_changesNoByte() {
    assertUnasked(AttemptCase.to("openai").body(STREAM), STREAM);
  }

  @Test
  void completions_areAskedToo_andOtherSurfacesNever() {
    assertThat(AttemptCase.to("openai").asksForUsage().completions().body(STREAM).prepared())
        .matches(PreparedAttempt::asksForUsage);
    assertUnasked(AttemptCase.to("openai").asksForUsage().responses().body(STREAM), STREAM);
    assertUnasked(AttemptCase.to("anthropic").asksForUsage().messages().body(STREAM), STREAM);
  }

  /** The catalogue knows which. */
  @ParameterizedTest
  @ValueSource(strings = {"mistral", "deepseek", "openrouter"})
  void providerThatRefusesTheOption_orNeedsNone_isNotAsked(String provider) {
    assertUnasked(
        AttemptCase.to(provider(provider).models(model("gpt-4o"))).asksForUsage().body(STREAM),
        STREAM);
  }

  @Test
  void fieldThatModelOrSurfaceDoesNotTake_isNotAdded() {
    assertUnasked(
        AttemptCase.to(provider("openai").models(modelWithout("gpt-4o", "stream_options")))
            .asksForUsage()
            .body(STREAM),
        STREAM);
    assertUnasked(
        AttemptCase.to(
                provider("house")
                    .at("https://a.example.com")
                    .surfaces(new SupportedSurface(Format.OPENAI, null, Set.of("temperature"))))
            .asksForUsage()
            .body(STREAM),
        STREAM);
  }

  @Test
  void fieldThatThePolicyAdds_isAsItSays_andTheClientSeesWhatComesOfIt() {
    PreparedAttempt attempt =
        AttemptCase.to("openai")
            .asksForUsage()
            .body(STREAM)
            .addField("stream_options", Map.of("include_usage", true))
            .prepared();

    assertThat(AttemptCase.body(attempt)).contains("{\"include_usage\":true}");
    assertThat(attempt.addedParams()).isEqualTo(List.of());
  }

  private static void assertUnasked(AttemptCase attempt, String body) {
    PreparedAttempt prepared = attempt.prepared();
    assertThat(AttemptCase.body(prepared)).isEqualTo(body);
    assertThat(prepared.addedParams()).isEmpty();
    assertThat(prepared.asksForUsage()).isFalse();
  }
}
