package dev.keyway.provider;

import static dev.keyway.catalogue.Definitions.model;
import static dev.keyway.catalogue.Definitions.modelWithout;
import static dev.keyway.catalogue.Definitions.provider;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.keyway.catalogue.ProviderDefinition.SupportedSurface;
import dev.keyway.expression.Evaluation;
import dev.keyway.request.Format;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestBodyTest {

  @Test
  void sameModel_leavesEveryByte() {
    String odd = "{ \"messages\" : [ ],\n\t\"model\":\"gpt-4o\" , \"x\":1.0e0 }\n";
    PreparedAttempt attempt = AttemptCase.to("openai").body(odd).prepared();
    assertThat(AttemptCase.body(attempt)).isEqualTo(odd);
    assertThat(attempt.body()).hasSize(1);
    assertThat(attempt.strippedParams()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"model\":\"best\",\"messages\":[]}; {\"model\":\"gpt-4o\",\"messages\":[]}",
        "{\"model\":\"openai:gpt-4o\",\"n\":1}; {\"model\":\"gpt-4o\",\"n\":1}",
        "{\"model\":\"GPT-4o\"}; {\"model\":\"gpt-4o\"}",
        "{\"n\":1}; {\"n\":1,\"model\":\"gpt-4o\"}",
        "{\"model\":\"gpt-4o\",\"models\":[\"b\"],\"n\":1}; {\"model\":\"gpt-4o\",\"n\":1}",
        "{\"model\":null,\"models\":[\"best\"]}; {\"model\":\"gpt-4o\"}",
      })
  void model_isTheProvidersOwnName_andFallbacksStayHere(String body, String sent) {
    PreparedAttempt attempt =
        AttemptCase.to(provider("openai").models(model("gpt-4o", "best"))).body(body).prepared();
    assertThat(AttemptCase.body(attempt)).isEqualTo(sent);
  }

  @Test
  void blockedParameters_areLeftOut_andSaid() {
    PreparedAttempt attempt =
        AttemptCase.to(
                provider("openai").models(modelWithout("gpt-4o", "seed", "logit_bias", "model")))
            .body("{\"seed\":1,\"model\":\"gpt-4o\",\"n\":2,\"logit_bias\":{},\"messages\":[]}")
            .prepared();
    assertThat(AttemptCase.body(attempt))
        .isEqualTo("{\"model\":\"gpt-4o\",\"n\":2,\"messages\":[]}");
    assertThat(attempt.strippedParams()).containsExactly("seed", "logit_bias");
  }

  @Test
  void parametersNotOnTheSurfacesList_areLeftOut_butNotWhatTheRequestIs() {
    PreparedAttempt attempt =
        AttemptCase.to(
                provider("house")
                    .at("https://a.example.com")
                    .surfaces(new SupportedSurface(Format.OPENAI, null, Set.of("temperature"))))
            .body(
                "{\"model\":\"gpt-4o\",\"messages\":[],\"stream\":true,\"temperature\":1,\"user\":\"u\"}")
            .prepared();
    assertThat(AttemptCase.body(attempt))
        .isEqualTo("{\"model\":\"gpt-4o\",\"messages\":[],\"stream\":true,\"temperature\":1}");
    assertThat(attempt.strippedParams()).containsExactly("user");
  }

  @Test
  void additions_areSetAsJson() {
    PreparedAttempt attempt =
        AttemptCase.to("openai")
            .body("{\"model\":\"gpt-4o\",\"user\":\"client\"}")
            .addField("user", AttemptCase.yielding(new Evaluation.Value("a\"b")))
            .prepared();
    assertThat(AttemptCase.body(attempt)).isEqualTo("{\"model\":\"gpt-4o\",\"user\":\"a\\\"b\"}");
  }

  @Test
  void additions_keepTheirTypes() {
    PreparedAttempt attempt =
        AttemptCase.to("openai")
            .body("{\"model\":\"gpt-4o\"}")
            .addField("a", AttemptCase.yielding(new Evaluation.Value(3L)))
            .addField("b", Map.of("k", List.of(true, 1.5)))
            .addField("c", NullNode.getInstance())
            .addField("d", AttemptCase.yielding(new Evaluation.Value(null)))
            .addField("e", AttemptCase.yielding(new Evaluation.Value(Instant.EPOCH)))
            .prepared();
    assertThat(AttemptCase.body(attempt))
        .contains(
            "\"a\":3", "\"b\":{\"k\":[true,1.5]}", "\"c\":null", "\"e\":\"1970-01-01T00:00:00Z\"")
        .doesNotContain("\"d\"");
  }

  @Test
  void additions_areLeftOut_whereTheModelDoesNotTakeThem_andSaid() {
    PreparedAttempt attempt =
        AttemptCase.to(provider("openai").models(modelWithout("gpt-4o", "seed", "user")))
            .body("{\"model\":\"gpt-4o\",\"seed\":1}")
            .addField("seed", 7)
            .addField("user", "u")
            .addField("n", 1)
            .prepared();
    assertThat(AttemptCase.body(attempt)).isEqualTo("{\"model\":\"gpt-4o\",\"n\":1}");
    assertThat(attempt.strippedParams()).containsExactly("seed", "user");
  }

  @Test
  void additions_areLeftOut_whereTheSurfacesListDoesNotNameThem() {
    PreparedAttempt attempt =
        AttemptCase.to(
                provider("house")
                    .at("https://a.example.com")
                    .surfaces(new SupportedSurface(Format.OPENAI, null, Set.of("temperature"))))
            .addField("temperature", 0)
            .addField("seed", 7)
            .prepared();
    assertThat(AttemptCase.body(attempt))
        .isEqualTo("{\"model\":\"gpt-4o\",\"messages\":[],\"temperature\":0}");
    assertThat(attempt.strippedParams()).containsExactly("seed");
  }

  @Test
  void additions_keepTheOrderOfThePolicy() {
    AttemptCase attempt = AttemptCase.to("openai").body("{\"model\":\"gpt-4o\"}").query(null);
    List<String> names = List.of("zeta", "b", "alpha", "y", "c", "x", "omega", "a");
    names.forEach(name -> attempt.addField(name, 1).addQuery(name, 1).addHeader("x-" + name, 1));
    PreparedAttempt prepared = attempt.prepared();
    assertThat(AttemptCase.body(prepared))
        .isEqualTo("{\"model\":\"gpt-4o\",\"" + String.join("\":1,\"", names) + "\":1}");
    assertThat(prepared.target().getRawQuery()).isEqualTo(String.join("=1&", names) + "=1");
    assertThat(prepared.headers().names())
        .containsSubsequence(names.stream().map(name -> "x-" + name).toList());
  }

  @Test
  void additions_neverChangeWhatRoutingDecided() {
    PreparedAttempt attempt =
        AttemptCase.to("openai")
            .body("{\"model\":\"gpt-4o\"}")
            .addField("model", "other")
            .addField("models", List.of("other"))
            .addField("stream", true)
            .prepared();
    assertThat(AttemptCase.body(attempt)).isEqualTo("{\"model\":\"gpt-4o\"}");
  }
}
