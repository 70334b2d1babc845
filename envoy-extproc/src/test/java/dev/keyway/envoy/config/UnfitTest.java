package dev.keyway.envoy.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.document.Problem;
import dev.keyway.policy.Policy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnfitTest {

  private static final String GATEWAY =
      "on_http_request:\n  - actions:\n      - type: ai-gateway\n        config: {}\n";

  @Test
  void plainPolicy_isFit() {
    assertThat(unfit(Setups.openAiElseAnthropic("chat"))).isEmpty();
  }

  @Test
  void editsOfAnswersBodies_needTheRelay() {
    Policy policy =
        Setups.read(
            "p",
            GATEWAY
                + """
                on_http_response:
                  - actions:
                      - type: add-headers
                        config: {headers: {x-a: b}}
                      - type: response-body-find-replace
                        config: {replacements: [{from: a, to: b}]}
                on_event_stream_message:
                  - actions:
                      - type: sse-find-replace
                        config: {replacements: [{field: data, from: a, to: b}]}
                """);

    assertThat(unfit(policy))
        .extracting(Problem::path, problem -> problem.message().split(" ", 2)[0])
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "on_http_response[0]", "response-body-find-replace"),
            org.assertj.core.groups.Tuple.tuple("on_event_stream_message[0]", "sse-find-replace"));
  }

  @Test
  void usageThatIsHidden_needsTheRelay() {
    assertThat(unfit(Setups.policy("p", "{stream_usage: always}")))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.path()).isEqualTo("on_http_request[0]");
          assertThat(problem.message()).contains("stream_usage: never").contains("--form relay");
        });
    assertThat(unfit(Setups.policy("p", "{stream_usage: never}"))).isEmpty();
  }

  @Test
  void keysAndSecretsInTheUrl_needTheRelay() {
    assertThat(
            unfit(
                Setups.policy(
                    "p",
                    "{providers: [{id: house, base_url: 'https://models.example.org/v1', auth: {style: query, name: key},"
                        + " api_keys: [{value: k}]}]}")))
        .extracting(Problem::message)
        .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .contains("house takes its key in the URL");
    assertThat(unfit(Setups.policy("p", "{query_params: {sig: \"${secrets.get('v', 'k')}\"}}")))
        .extracting(Problem::message)
        .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .contains("query_params name a secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://[fe80::1%25eth0]:8000/v1", "http://a_b.internal:0/v1"})
  void addressThatAClusterCantHold_isToldOf(String url) {
    Policy policy = Setups.at("http://localhost:8000/v1");

    assertThat(Unfit.forNative(policy, Setups.upstreams(Map.of("vllm", url))))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("vllm").contains("http://"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"chat", "Chat_2", "v1.2~x", "-", "a.b"})
  void plainName_isARoute(String name) {
    assertThat(Unfit.name(Setups.openAiElseAnthropic(name), Shape.FULL)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a b", "a/b", "%REQ(x)%", "a\nb", "é", "a?b"})
  void oddName_isNone(String name) {
    assertThat(Unfit.name(Setups.openAiElseAnthropic(name), Shape.FULL)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Chat", "chat_2", "a.b", "-a", "a-"})
  void oddNameForKubernetes_isNone(String name) {
    assertThat(Unfit.name(Setups.openAiElseAnthropic(name), Shape.ISTIO)).hasSize(1);
  }

  private static List<Problem> unfit(Policy policy) {
    return Unfit.forNative(policy, Setups.UPSTREAMS);
  }
}
