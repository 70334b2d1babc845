package dev.keyway.server.explain;

import java.util.List;

/** The expressions that drawn policies hold, also such as give nothing or fail. */
final class DrawnExpressions {

  static final List<String> KEY_STRATEGIES =
      List.of(
          "ai.keys",
          "ai.keys.random()",
          "ai.keys.randomize()",
          "ai.keys[9]",
          "ai.keys[0]",
          "ai.keys.filter(k, k.id.endsWith('1'))",
          "ai.keys.filter(k, false)",
          "ai.keys.filter(k, k.quota.remaining_requests > 100)",
          "ai.keys.filter(k, k.quota.remaining_requests == null)",
          "ai.keys.filter(k, 1 / (k.request_count - k.request_count) == 1)",
          "ai.keys.sortBy(k, -1 * k.request_count)",
          "ai.keys.sortBy(k, k.error_rate.total)",
          "ai.keys.sortBy(k, k.last_used_seconds)",
          "ai.keys.sortBy(k, k.quota.remaining_requests)",
          "ai.keys.sortBy(k, k.metadata.weight)",
          "ai.keys.filter(k, k.metadata.weight > 1)",
          "ai.keys.filter(k, k.in_flight == 0)",
          "ai.keys.filter(k, k.cooldown_seconds == 0.0).randomize()",
          "client.consumer == 'batch' ? ai.keys.filter(k, k.quota_group == 'g1') : ai.keys",
          "ai.keys.filter(k, k.id == req.headers['x-key'][0])",
          "ai.request.stream ? ai.keys.randomize() : ai.keys",
          "ai.keys.stickyBy(ai.request.conversation)",
          "ai.keys.weighted(k, k.metadata.weight)",
          "ai.keys.take(2)",
          "ai.keys.ignore(['openai-2', 'acme-1'])",
          "ai.keys.only(['openai-1', 'lab-2', 'google-1'])",
          "ai.keys.filter(k, k.value != null)",
          "ai.request.estimated_input_tokens > 9 ? ai.keys.take(1) : ai.keys",
          "ai.keys.filter(k, ai.request.estimated_input_tokens < 12)");

  static final List<String> MODEL_STRATEGIES =
      List.of(
          "ai.models",
          "ai.models.random()",
          "ai.models.randomize()",
          "ai.models.randomize().take(3)",
          "ai.models[0]",
          "ai.models[50]",
          "ai.models.sortBy('price').take(4)",
          "ai.models.filter(m, m.provider_id == 'openai')",
          "ai.models.filter(m, m.custom)",
          "ai.models.filter(m, m.id.contains('swift'))",
          "ai.models.filter(m, 1 / size(m.id_aliases) == 1)",
          "ai.models.filter(m, m.max_context_window > 30000)",
          "ai.models.filter(m, 'tool-calling' in m.supported_features)",
          "ai.models.filter(m, m.metrics.global.error_rate.total < 0.3)",
          "ai.models.sortBy(m, m.metrics.global.latency.upstream_ms_p95).take(5)",
          "ai.models.sortBy(m, m.metrics.endpoint.request_count).take(5)",
          "ai.models.onlyProviders(['acme', 'lab', 'google'])",
          "ai.models.ignoreProviders(['openai'])",
          "ai.models.onlyAuthors(['openai', 'google'])",
          "ai.models.only(['gpt-4o', 'acme:swift-1', 'deep1'])",
          "ai.models.underCost('text.input', 2.0)",
          "ai.models.stickyBy(ai.request.conversation).take(3)",
          "ai.models.weighted(m, m.id.size()).take(2)",
          "ai.models.inCountryCode('US')",
          "ai.providers.get('openai').models.take(2)",
          "client.consumer == 'batch' ? ai.models.take(1) : ai.models.take(2)",
          "ai.models.filter(m, m.max_context_window > 1000 * ai.request.estimated_input_tokens)",
          "ai.request.estimated_input_tokens > 10 ? ai.models.take(1) : ai.models.ignore(['gpt-4o'])");

  static final List<String> VALUES =
      List.of(
          "fixed",
          "${client.consumer}",
          "${req.headers['x-team'][0]}",
          "for ${ai.request.model} by ${client.consumer}",
          "${string(size(req.method))}",
          "${ai.request.max_tokens}",
          "${ai.request.estimated_input_tokens}");

  static final List<String> FAILING =
      List.of("${1 / (size(req.method) - 4)}", "${client.groups[7] + 'x'}");

  private DrawnExpressions() {}
}
