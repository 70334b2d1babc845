package dev.keyway.server.explain;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A policy by chance, as YAML. Most parts of a policy turn up, also such as fail while they run;
 * all of it loads.
 */
final class PolicyDraw {

  /** Built-in providers, and two that only policies know. */
  static final List<String> PROVIDERS =
      List.of("openai", "anthropic", "google", "deepseek", "groq", "mistral", "acme", "lab");

  private static final List<String> BUILT_IN = PROVIDERS.subList(0, 6);

  /** A model that several of them are given here, beside those the catalogue knows. */
  static final List<String> OWN_MODELS = List.of("swift-1", "swift-2", "deep-1");

  private static final List<String> KEY_STRATEGIES =
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
          "ai.keys.filter(k, k.value != null)");

  private static final List<String> MODEL_STRATEGIES =
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
          "client.consumer == 'batch' ? ai.models.take(1) : ai.models.take(2)");

  private static final List<String> VALUES =
      List.of(
          "fixed",
          "${client.consumer}",
          "${req.headers['x-team'][0]}",
          "for ${ai.request.model} by ${client.consumer}",
          "${string(size(req.method))}",
          "${ai.request.max_tokens}");

  private static final List<String> FAILING =
      List.of("${1 / (size(req.method) - 4)}", "${client.groups[7] + 'x'}");

  private final Draw draw;
  private final URI custom;
  private final StringBuilder yaml = new StringBuilder();

  private PolicyDraw(long seed, URI custom) {
    this.draw = new Draw(seed);
    this.custom = custom;
  }

  /**
   * The policy of this seed.
   *
   * @param custom where providers are that the catalogue does not know
   */
  static String of(long seed, URI custom) {
    return new PolicyDraw(seed, custom).write();
  }

  private String write() {
    switches();
    providers(draw.some(draw.one(0, 1, 2, 2, 3, 3, 4), PROVIDERS));
    houseKeys();
    modelSelection();
    keySelection();
    additions();
    failover();
    return yaml.toString();
  }

  private void line(String text) {
    yaml.append(text).append('\n');
  }

  private void switches() {
    if (draw.percent(60)) {
      line("only_allow_configured_providers: true");
    }
    if (draw.percent(10)) {
      line("only_allow_configured_models: true");
    }
    if (draw.percent(50)) {
      line("access: {require: none}");
    }
    if (draw.percent(20)) {
      line("max_output_tokens: " + draw.one(50, 1000));
    }
    if (draw.percent(10)) {
      line("per_request_timeout: 20s");
      line("total_timeout: 25s");
    }
  }

  private void providers(List<String> ids) {
    line("providers:" + (ids.isEmpty() ? " []" : ""));
    ids.forEach(this::provider);
  }

  private void provider(String id) {
    line("  - id: " + id);
    boolean own = id.equals("acme") || id.equals("lab");
    if (own) {
      line("    base_url: " + custom + "/" + id + "/v1");
      auth();
    }
    if (draw.percent(25)) {
      line("    id_aliases: [" + id + "-too]");
    }
    if (draw.percent(7)) {
      line("    disabled: true");
    }
    if (draw.percent(15)) {
      line("    quota_group: g0");
    }
    keys(id);
    if (own || draw.percent(30)) {
      models(own);
    }
    if (own || draw.percent(10)) {
      surfaces();
    }
  }

  private void houseKeys() {
    if (!draw.percent(25)) {
      return;
    }
    line("managed_keys:");
    if (draw.percent(50)) {
      line("  on_exhausted: use");
    }
    if (draw.percent(50)) {
      line("  after_client_key: use");
    }
    line("  providers:");
    for (String id : draw.some(draw.between(1, 3), BUILT_IN)) {
      line("    - id: " + id);
      line(
          "      api_keys: [{value: \"${secrets.get('house', '"
              + id
              + "')}\", id: "
              + id
              + "-house}]");
    }
  }

  private void auth() {
    String auth =
        draw.one(
            "",
            "",
            "{style: bearer}",
            "{style: header, name: x-lab-key}",
            "{style: query, name: lab}");
    if (!auth.isEmpty()) {
      line("    auth: " + auth);
    }
  }

  private void keys(String id) {
    int count = draw.one(0, 1, 1, 2, 2, 3, 4);
    if (count == 0) {
      return;
    }
    line("    api_keys:");
    for (int i = 1; i <= count; i++) {
      List<String> fields = new ArrayList<>();
      fields.add(
          draw.percent(70)
              ? "value: \"${secrets.get('" + id + "', 'k" + i + "')}\""
              : "value: sk-literal-" + id + "-" + i);
      if (draw.percent(50)) {
        fields.add("id: " + id + "-" + i);
      }
      if (draw.percent(30)) {
        fields.add("quota_group: " + draw.one("g1", "g2"));
      }
      if (draw.percent(30)) {
        fields.add("metadata: {weight: " + draw.between(0, 3) + "}");
      }
      line("      - {" + String.join(", ", fields) + "}");
    }
  }

  private void models(boolean own) {
    line("    models:");
    List<String> ids = draw.some(draw.between(1, 3), OWN_MODELS);
    for (String id : ids) {
      List<String> fields = new ArrayList<>(List.of("id: " + id));
      if (draw.percent(25)) {
        fields.add("id_aliases: [" + id.replace("-", "") + "]");
      }
      if (draw.percent(10)) {
        fields.add("disabled: true");
      }
      if (draw.percent(30)) {
        fields.add("unsupported_params: [{name: temperature}, {name: user}]");
      }
      if (draw.percent(30)) {
        fields.add("max_context_window: " + draw.one(1000, 32000, 128000));
      }
      line("      - {" + String.join(", ", fields) + "}");
    }
    if (!own && draw.percent(30)) {
      line("      - {id: gpt-4o, unsupported_params: [{name: seed}]}");
    }
  }

  private void surfaces() {
    line("    supported_api_surfaces:");
    if (draw.percent(80)) {
      String params =
          draw.percent(30) ? ", supported_params: [{name: temperature}, {name: n}]" : "";
      String surface = params.isEmpty() && draw.percent(50) ? "" : ", surface: chat-completions";
      line("      - {format: openai" + surface + params + "}");
    } else {
      line("      - {format: anthropic}");
      return;
    }
    if (draw.percent(40)) {
      line("      - {format: anthropic}");
    }
  }

  private void modelSelection() {
    int count = draw.one(0, 0, 0, 1, 1, 2, 3);
    if (count > 0) {
      line("model_selection:");
      line("  strategy:");
      draw.some(count, MODEL_STRATEGIES).forEach(each -> line("    - \"" + each + "\""));
    }
  }

  private void keySelection() {
    int count = draw.one(0, 0, 1, 1, 2, 3);
    if (count > 0) {
      line("api_key_selection:");
      line("  strategy:");
      draw.some(count, KEY_STRATEGIES).forEach(each -> line("    - \"" + each + "\""));
    }
  }

  private void additions() {
    if (draw.percent(25)) {
      line("headers: {x-added: \"" + value() + "\", x-two: \"" + value() + "\"}");
    }
    if (draw.percent(15)) {
      line("query_params: {from: \"" + value() + "\", also: 'a b&c'}");
    }
    if (draw.percent(20)) {
      line("body: {user: \"" + value() + "\", seed: 7, tags: [a, 2.50]}");
    }
  }

  private String value() {
    return draw.percent(4) ? draw.one(FAILING) : draw.one(VALUES);
  }

  private void failover() {
    if (draw.percent(15)) {
      line(
          draw.one(
              "failover: {on: any_error}",
              "failover: {classify: [{status: 404, scope: key}]}",
              "failover: {classify: [{status: 418, scope: rate}, {status: 503, scope: request}]}"));
    }
  }
}
