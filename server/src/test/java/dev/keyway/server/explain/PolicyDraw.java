package dev.keyway.server.explain;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A policy by chance, as YAML. Most parts of a policy turn up, also such as fail while they run;
 * all of it loads.
 */
final class PolicyDraw {

  /** Where nobody listens. */
  static final String UNREACHABLE = "gone";

  /** Built-in providers, and three that only policies know. */
  static final List<String> PROVIDERS =
      List.of(
          "openai",
          "anthropic",
          "google",
          "deepseek",
          "groq",
          "mistral",
          "acme",
          "lab",
          UNREACHABLE);

  private static final List<String> BUILT_IN = PROVIDERS.subList(0, 6);

  /** A model that several of them are given here, beside those the catalogue knows. */
  static final List<String> OWN_MODELS = List.of("swift-1", "swift-2", "deep-1");

  private final Draw draw;
  private final URI custom;
  private final URI nobody;
  private final StringBuilder yaml = new StringBuilder();

  private PolicyDraw(long seed, URI custom, URI nobody) {
    this.draw = new Draw(seed);
    this.custom = custom;
    this.nobody = nobody;
  }

  /**
   * The policy of this seed.
   *
   * @param custom where providers are that the catalogue does not know
   * @param nobody where the one is that can't be reached
   */
  static String of(long seed, URI custom, URI nobody) {
    return new PolicyDraw(seed, custom, nobody).write();
  }

  private String write() {
    switches();
    List<String> listed = draw.some(draw.one(0, 1, 2, 2, 3, 3, 4), PROVIDERS);
    providers(listed);
    houseKeys(listed);
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
      line("max_output_tokens: " + draw.one(1, 50, 1000));
    }
    if (draw.percent(20)) {
      line("max_input_tokens: " + draw.one(3, 9, 11, 14, 400));
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
    boolean own = !BUILT_IN.contains(id);
    if (own) {
      line("    base_url: " + (id.equals(UNREACHABLE) ? nobody : custom) + "/" + id + "/v1");
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

  private void houseKeys(List<String> listed) {
    if (!draw.percent(35)) {
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
    List<String> known =
        PROVIDERS.stream().filter(id -> BUILT_IN.contains(id) || listed.contains(id)).toList();
    for (String id : draw.some(draw.between(1, 4), known)) {
      line("    - id: " + id);
      line("      api_keys:");
      for (int i = draw.between(1, 2); i > 0; i--) {
        line("        - {" + houseKey(id, i) + "}");
      }
    }
  }

  private String houseKey(String id, int number) {
    String key =
        "value: \"${secrets.get('house', '%1$s-%2$d')}\", id: %1$s-house-%2$d"
            .formatted(id, number);
    return draw.percent(20) ? key + ", " + allowedModels() : key;
  }

  /** What a key alone may be used for. */
  private String allowedModels() {
    List<String> choices = new ArrayList<>(OWN_MODELS);
    choices.addAll(List.of("gpt-4o", "gpt-4o-mini", "gemini-2.5-flash", "deepseek-chat"));
    return "models: [" + String.join(", ", draw.some(draw.between(1, 4), choices)) + "]";
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
      if (draw.percent(15)) {
        fields.add(allowedModels());
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
      draw.some(count, DrawnExpressions.MODEL_STRATEGIES)
          .forEach(each -> line("    - \"" + each + "\""));
    }
  }

  private void keySelection() {
    int count = draw.one(0, 0, 1, 1, 2, 3);
    if (count > 0) {
      line("api_key_selection:");
      line("  strategy:");
      draw.some(count, DrawnExpressions.KEY_STRATEGIES)
          .forEach(each -> line("    - \"" + each + "\""));
    }
  }

  private void additions() {
    if (draw.percent(25)) {
      line("headers: {x-added: \"" + value() + "\", x-two: \"" + value() + "\"}");
    }
    if (draw.percent(15)) {
      line("query_params: {from: \"" + value() + "\", also: 'a b&c'}");
    }
    if (draw.percent(30)) {
      List<String> fields =
          List.of(
              "user: \"" + value() + "\"",
              "seed: 7",
              "tags: [a, 2.50]",
              "temperature: 0.3",
              "n: 2",
              "max_tokens: 70",
              "note: \"" + value() + "\"");
      line("body: {" + String.join(", ", draw.some(draw.between(1, 5), fields)) + "}");
    }
  }

  private String value() {
    return draw.percent(4) ? draw.one(DrawnExpressions.FAILING) : draw.one(DrawnExpressions.VALUES);
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
