package dev.keyway.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.classify.Scope;
import dev.keyway.health.FailureKind;
import dev.keyway.health.Served;
import dev.keyway.health.Target;
import dev.keyway.policy.ApiKey;
import dev.keyway.policy.FailoverSettings;
import dev.keyway.testing.ManualClock;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a strategy may ask of models, providers and authors: every field once at least. */
class ModelStrategiesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "ai.models.filter(m, m.id == 'gpt-4o') # openai:gpt-4o",
        "ai.models.filter(m, 'sonnet' in m.id_aliases) # anthropic:claude-sonnet-4-5",
        "ai.models.filter(m, m.provider_id == 'own') # own:Llama-70B",
        "ai.models.filter(m, 'claude-house' in m.provider_id_aliases) # anthropic:claude-sonnet-4-5",
        "ai.models.filter(m, m.author_id == 'meta') # own:Llama-70B",
        "ai.models.filter(m, m.display_name.contains('mini')) # openai:gpt-4o-mini",
        "ai.models.filter(m, m.description == 'x') # model_selection_empty",
        "ai.models.filter(m, m.known).take(1) # openai:gpt-4o",
        "ai.models.filter(m, m.custom) # own:Llama-70B",
        "ai.models.filter(m, m.metadata.tier == 'budget') # openai:gpt-4o-mini",
        "ai.models.filter(m, m.getMetadata('team.name') == 'blue') # openai:gpt-4o",
        "ai.models.filter(m, 'image' in m.input_modalities).take(1) # openai:gpt-4o",
        "ai.models.filter(m, 'text' in m.output_modalities).take(1) # openai:gpt-4o",
        "ai.models.filter(m, 'tool-calling' in m.supported_features).take(1) # openai:gpt-4o",
        "ai.models.filter(m, m.max_context_window == 131072) # own:Llama-70B",
        "ai.models.filter(m, m.max_output_tokens == null) # own:Llama-70B",
        "ai.models.filter(m, m.parameter_count > 1000) # own:Llama-70B",
        "ai.models.filter(m, m.quantization == 'fp8') # own:Llama-70B",
        "ai.models.filter(m, m.data_training_policy == 'none') # own:Llama-70B",
        "ai.models.filter(m, m.data_retention_policy == 'none') # own:Llama-70B",
        "ai.models.filter(m, m.data_retention_days <= 30) # anthropic:claude-sonnet-4-5",
        "ai.models.filter(m, m.pricing.input < 1) # openai:gpt-4o-mini",
        "ai.models.filter(m, m.pricing.text.output == 10.0).take(1) # openai:gpt-4o",
        "ai.models.filter(m, m.pricing.audio.input == 7.0) # anthropic:claude-sonnet-4-5",
        "ai.models.filter(m, m.pricing.all['audio.input'] == 7.0) # anthropic:claude-sonnet-4-5",
        "ai.models.filter(m, m.datacenters.exists(d, d.region == 'eu-west-1')) #"
            + " anthropic:claude-sonnet-4-5",
        "ai.models.filter(m, m.author_id_aliases.exists(a, a == 'meta-llama')) # own:Llama-70B",
        "ai.models.filter(m, m.metrics.global.request_count == 2) # openai:gpt-4o-mini",
        "ai.models.filter(m, m.metrics.account.error_rate.server == 0.5) # openai:gpt-4o-mini",
        "ai.models.filter(m, m.metrics.endpoint.latency.upstream_ms_avg < 500) # openai:gpt-4o-mini",
        "ai.models.filter(m, m.metrics.endpoint.token.provider_output == 20) # openai:gpt-4o-mini",
        "ai.models.filter(m, m.metrics.region.request_count > 0) # model_selection_empty",
        "ai.models.filter(m, 'backup' in m.metrics.api_keys).take(1) # openai:gpt-4o",
        "ai.models.filter(m, m.metrics.api_keys['backup'].request_count == 2) # openai:gpt-4o-mini",
        "ai.models.filter(m, m.metrics.api_keys['backup'].quota.remaining_requests > 1) #"
            + " model_selection_empty",
        "ai.models.sortBy(m, m.metrics.global.latency.upstream_ms_avg)[0] # openai:gpt-4o-mini",
        "ai.providers.filter(p, p.metadata.floor == 2)[0].models # own:Llama-70B",
        "ai.providers.get('CLAUDE-HOUSE').getModel('SONNET') # anthropic:claude-sonnet-4-5",
        "ai.authors.get('meta').models # own:Llama-70B",
        "ai.authors.ignore(['openai', 'anthropic'])[0].models # own:Llama-70B",
        "ai.models.filter(m, m.provider_id in ai.providers.filter(p, p.custom).map(p, p.id)) #"
            + " own:Llama-70B",
        "req.headers['x-team'][0] == 'blue' ? ai.models.only(['sonnet']) : ai.models #"
            + " anthropic:claude-sonnet-4-5",
        "ai.request.stream ? ai.models.only(['openai:gpt-4o']) : [] # openai:gpt-4o",
      })
  void strategy_givesTheseModels(String source, String expected) {
    ModelCase policy = ModelCase.of(source);
    used(policy);
    assertThat(policy.names("auto")).containsExactly(expected.split(" ", -1));
  }

  /** The backup key has served the small model once and failed once. */
  private static void used(ModelCase policy) {
    ApiKey backup = policy.gateway().keys().get("openai").get(1);
    String place = policy.found("gpt-4o-mini").candidates().getFirst().place();
    for (int i = 0; i < 2; i++) {
      Target target = Target.of(place, backup, "gpt-4o-mini", "route", ManualClock.START);
      policy.health.started(target);
      policy.health.ended(target);
      if (i == 0) {
        policy.health.served(target, served(), ManualClock.START);
      } else {
        policy.health.failed(
            target,
            Scope.PROVIDER,
            FailureKind.SERVER,
            null,
            FailoverSettings.DEFAULTS,
            ManualClock.START);
      }
    }
  }

  private static Served served() {
    Duration upstream = Duration.ofMillis(400);
    return new Served(upstream, null, Duration.ofMillis(2), 10L, 20L);
  }
}
