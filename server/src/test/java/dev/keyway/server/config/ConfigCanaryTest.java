package dev.keyway.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.document.ProblemReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A variable that holds a key, named where something else belongs, is not quoted in the problem.
 */
class ConfigCanaryTest {

  private static final String KEY = "sk-canary-51bd6e1f2e3d";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "listeners: [{kind: \"${env.KEY}\", address: 127.0.0.1:1}]",
        "listeners: [{kind: entry, address: \"${env.KEY}\"}]",
        "listeners: [{kind: entry, address: 127.0.0.1:1, policy: \"${env.KEY}\"}]",
        "listeners: [{kind: entry, address: 127.0.0.1:1, require: \"${env.KEY}\"}]",
        "listeners: \"${env.KEY}\"",
        "admin: {address: \"${env.KEY}\"}",
        "providers: {openai: {base_url: \"${env.KEY}\"}}",
        "providers: {openai: {base_url: \"https://user:${env.KEY}@host/\"}}",
        "providers: {openai: {base_url: \"https://host/?key=${env.KEY} x\"}}",
        "egress: {proxy: \"${env.KEY}\"}",
        "egress: {proxy: \"http://user:${env.KEY}@host\"}",
        "egress: {proxy: \"http://host:1\", no_proxy: [\"${env.KEY} x\"]}",
        "limits: {request_body: \"${env.KEY}\"}",
        "limits: {idle: \"${env.KEY}\"}",
        "limits: {concurrent_requests: \"${env.KEY}\"}",
        "records: {to: none, sample: \"${env.KEY}\"}",
        "shutdown: {grace: \"${env.KEY}\"}",
        "context: {max_age: \"${env.KEY}\"}"
      })
  void problem_doesNotQuoteAVariablesValue(String yaml) {
    ConfigReading reading =
        ConfigReader.read(
            folder.resolve("keyway.yaml"),
            (yaml + "\npolicies: {chat: chat.yaml}\n").getBytes(StandardCharsets.UTF_8),
            name -> name.equals("KEY") ? KEY : null,
            Overrides.NONE);

    assertThat(reading).isInstanceOf(ConfigReading.Refused.class);
    String report = new ProblemReport("keyway.yaml", reading.problems()).text();
    assertThat(report).contains("error").doesNotContain("canary");
  }
}
