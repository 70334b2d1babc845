package dev.keyway.server.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.explain.Conditions;
import dev.keyway.explain.Plan;
import dev.keyway.explain.PlanJson;
import dev.keyway.explain.Planner;
import dev.keyway.explain.Question;
import dev.keyway.health.Health;
import dev.keyway.http.Headers;
import dev.keyway.policy.Policy;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.request.Surface;
import dev.keyway.server.config.Overrides;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainedFilesTest {

  private static final String CANARY = "sk-canary-0123456789";

  private static final String POLICY =
      """
      providers:
        - id: openai
          api_keys:
            - {value: "${secrets.get('openai', 'set')}"}
            - {value: "${secrets.get('openai', 'unset')}"}
            - {value: sk-literal-canary}
      api_key_selection:
        strategy: ["ai.keys.filter(k, k.value != 'sk-literal-canary')"]
      headers: {x-echo: "${req.headers['x-echo'][0]}"}
      """;

  private final ExplainedFiles files =
      new ExplainedFiles(
          ExplainedDaemon.read(
              null, Path.of("chat.yaml"), Overrides.NONE, Map.of("OPENAI_SET", CANARY)::get));

  @TempDir private Path folder;

  @Test
  void secretsThatAreSet_areUsedAndNotShown() throws IOException {
    Plan plan = plan(Headers.of("x-echo", CANARY));

    String all = PlanJson.line(plan, files.notes()) + PlanText.of(plan, Paint.NONE).whole() + plan;

    assertThat(all).contains("openai/set", "****").doesNotContain("canary");
  }

  @Test
  void secretsThatAreNotSet_haveStandIns() throws IOException {
    Plan plan = plan(Headers.empty());

    assertThat(plan.attempts())
        .extracting(Plan.Attempt::key)
        .containsExactly("openai/set", "openai/unset");
    assertThat(files.notes())
        .containsExactly(
            "not set here, so stand-ins take their place: openai/unset (OPENAI_UNSET)");
  }

  @Test
  void newlineAtTheEnd_isTheEditors() throws IOException {
    assertThat(files.request(file("a.json", "{}\n"))).asString().isEqualTo("{}");
    assertThat(files.request(file("b.json", "{}\r\n"))).asString().isEqualTo("{}");
    assertThat(files.request(file("c.json", "{}\n\n"))).asString().isEqualTo("{}\n");
  }

  private Plan plan(Headers headers) throws IOException {
    Policy policy = files.policy(file("chat.yaml", POLICY));
    byte[] body = files.request(file("request.json", "{\"model\":\"gpt-4o\",\"messages\":[]}"));
    ExplainedClient client = files.client(null);
    return Planner.plan(
        Objects.requireNonNull(policy),
        Question.to(Surface.CHAT_COMPLETIONS, null, headers, body, client.caller(), client.route()),
        new Health(),
        new Conditions(Instant.parse("2026-11-26T09:00:00Z"), 1, ProviderUrls.NONE, List.of()));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
