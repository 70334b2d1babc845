package dev.keyway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.keyway.document.Problem.Severity;
import dev.keyway.expression.Template;
import dev.keyway.policy.PolicyReader.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {

  private static Policy example(String name) throws IOException {
    byte[] text = Files.readAllBytes(Path.of("../examples/quickstart", name));
    return Policies.loaded(Policies.reader().read(name, text));
  }

  @Test
  void quickstartLoads_withItsKeysInOrder() throws IOException {
    AiGateway gateway = example("policy.yaml").aiGateway();

    assertThat(gateway.keys().get("openai"))
        .extracting(ApiKey::id)
        .containsExactly("openai/primary-key", "openai/backup-key");
    assertThat(gateway.keys().get("google").getFirst().secret().current().reveal())
        .isEqualTo("google-key");
    assertThat(gateway.requireAuthenticated()).isTrue();
  }

  @Test
  void choosingByQuotaLoads() throws IOException {
    Policy policy = example("by-quota.yaml");

    assertThat(policy.warnings()).isEmpty();
    assertThat(policy.aiGateway().keySelection())
        .extracting(Strategy::path)
        .containsExactly("api_key_selection.strategy[0]", "api_key_selection.strategy[1]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "providers: [{id: openai}]",
        "on_http_request: [{type: ai-gateway, config: {providers: [{id: openai}]}}]",
        "on_http_request: [{name: x, actions: [{type: ai-gateway, config: {providers: [{id:"
            + " openai}]}}]}]\non_http_response: []",
        "{\n\t\"providers\":\t[{\"id\":\t\"openai\"}]\n}",
        "providers: [{<<: {id: openai}}]"
      })
  void everyShapeOfTheFileLoads(String text) {
    assertThat(Policies.load(text).catalogue().providers().getFirst().id()).isEqualTo("openai");
  }

  @Test
  void anchorsAreOneValueInTwoPlaces() {
    AiGateway gateway =
        Policies.load(
            """
            providers:
              - id: openai
                api_keys: &keys
                  - value: ${secrets.get('key')}
              - id: google
                api_keys: *keys
            """);

    assertThat(gateway.keys()).containsOnlyKeys("openai", "google");
    assertThat(gateway.keys().get("google").getFirst().identity())
        .isEqualTo("google:secret:default/key");
  }

  @Test
  void actionWithoutConfigPassesEverythingThrough() {
    AiGateway gateway = Policies.load("on_http_request: [{type: ai-gateway}]");

    assertThat(gateway.holdsKeys()).isFalse();
    assertThat(gateway.requireAuthenticated()).isFalse();
    assertThat(gateway.catalogue().provider("openai")).isNotNull();
  }

  @Test
  void defaultsAreThoseOfTheReference() {
    AiGateway gateway = Policies.load("providers: []");

    assertThat(gateway.perRequestTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(gateway.totalTimeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(gateway.streamIdleTimeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(gateway.failover()).isEqualTo(FailoverSettings.DEFAULTS);
    assertThat(gateway.additions().isEmpty()).isTrue();
    assertThat(
            List.of(
                gateway.onlyConfiguredProviders(),
                gateway.onlyConfiguredModels(),
                gateway.continueOnError(),
                gateway.exposeAttempts()))
        .containsOnly(false);
  }

  @Test
  void settingsAreRead() {
    AiGateway gateway =
        Policies.load(
            """
            providers: [{id: openai, models: [{id: gpt-4o}]}]
            only_allow_configured_providers: true
            only_allow_configured_models: true
            per_request_timeout: 90s
            total_timeout: 1m30s
            stream_idle_timeout: 500ms
            on_error: continue
            expose: attempts
            """);

    assertThat(gateway.perRequestTimeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(gateway.totalTimeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(gateway.streamIdleTimeout()).isEqualTo(Duration.ofMillis(500));
    assertThat(
            List.of(
                gateway.onlyConfiguredProviders(),
                gateway.onlyConfiguredModels(),
                gateway.continueOnError(),
                gateway.exposeAttempts()))
        .containsOnly(true);
  }

  @Test
  void digestIsOfTheText() {
    assertThat(Policies.loaded(Policies.read("providers: []")).digest())
        .isEqualTo("7y5BLPWJphlHtnBuIOfC73BwVO25LbKBrWTrtjJzHBI");
  }

  @Test
  void unsetSecretIsAWarning_whereThePolicyIsOnlyChecked() {
    PolicyReading reading =
        Policies.reader(Severity.WARNING, new Origin.Operator())
            .read(
                "p",
                "providers: [{id: openai, api_keys: [{value: \"${secrets.get('x', 'y')}\"}]}]"
                    .getBytes(StandardCharsets.UTF_8));

    assertThat(Policies.report(reading))
        .isEqualTo(
            "policy.yaml:1:45: warning: providers[0].api_keys[0].value: secret x/y (environment"
                + " variable X_Y) is not set\n");
    assertThat(Policies.loaded(reading).aiGateway().holdsKeys()).isTrue();
  }

  @Test
  void inlinePolicyMayNotOpenDoors() {
    PolicyReading reading =
        Policies.reader(Severity.ERROR, new Origin.Inline(Set.of("google")))
            .read(
                "p",
                """
                access: {require: none}
                providers:
                  - id: mine
                    base_url: http://llm.example.com
                    allow_http: true
                    api_keys:
                      - value: ${secrets.get('google', 'key')}
                      - value: ${secrets.get('openai', 'primary-key')}
                """
                    .getBytes(StandardCharsets.UTF_8));

    assertThat(Policies.report(reading))
        .isEqualTo(
            """
            policy.yaml:1:19: error: access.require: a policy in a route's configuration may not say \
            none; only the operator's own files may
            policy.yaml:4:15: error: providers[0].base_url: keys would go unencrypted to a host that may \
            be public; use https, or say allow_http: true
            policy.yaml:5:17: error: providers[0].allow_http: a policy in a route's configuration may \
            not say this; use https, or a policy file
            policy.yaml:8:16: error: providers[0].api_keys[1].value: a policy in a route's \
            configuration may not read the vault "openai"; inline_policies.vaults in keyway.yaml says \
            which it may
            """);
  }

  @Test
  void additionsKeepTheirTypes() {
    AiGateway.Additions additions =
        Policies.load(
                """
                headers: {X-Team: "team ${client.consumer}", X-Count: 3}
                query_params: {tag: a}
                body: {temperature: 0.2, stop: ~, tags: [a, ~], user: "${client.consumer}", \
                metadata: "${{'user': client.consumer}}"}
                """)
            .additions();

    assertThat(additions.headers()).containsOnlyKeys("X-Team", "X-Count");
    assertThat(additions.headers().get("X-Team").literal()).isFalse();
    assertThat(additions.headers().get("X-Count").source()).isEqualTo("3");
    assertThat(additions.queryParams()).containsOnlyKeys("tag");
    assertThat(additions.body())
        .containsEntry("temperature", 0.2)
        .containsEntry("stop", NullNode.instance)
        .containsKey("user");
    assertThat(additions.body().get("metadata")).isInstanceOf(Template.class);
    assertThat(additions.body().get("tags")).isInstanceOf(List.class).asString().startsWith("[a");
  }

  @Test
  void metadataIsFree() {
    assertThat(
            Policies.load("providers: [{id: openai, metadata: {team: {name: a}, tier: 1, x: ~}}]")
                .catalogue()
                .providers()
                .getFirst()
                .metadata())
        .isEqualTo(Map.of("team", Map.of("name", "a"), "tier", 1L));
  }
}
