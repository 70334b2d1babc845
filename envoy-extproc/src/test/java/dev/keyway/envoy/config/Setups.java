package dev.keyway.envoy.config;

import dev.keyway.Keyway;
import dev.keyway.document.Problem.Severity;
import dev.keyway.policy.Policy;
import dev.keyway.policy.PolicyReading;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.secret.SecretResolver;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Policies, and setups of Envoy for them. */
final class Setups {

  static final String AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";

  static final EnvoySetup.Doors DOORS =
      new EnvoySetup.Doors(
          new Address.Tcp("127.0.0.1", 10_000),
          null,
          new Address.Tcp("127.0.0.1", 8710),
          null,
          Duration.ofSeconds(60),
          new Address.Unix("/run/keyway/extproc.sock"),
          null,
          AUTHORITIES);

  static final Upstreams UPSTREAMS = upstreams(Map.of());

  private Setups() {}

  /** A policy of this configuration of its one {@code ai-gateway} action. */
  static Policy policy(String name, String config) {
    return read(
        name,
        """
        on_http_request:
          - actions:
              - type: ai-gateway
                config: %s
        """
            .formatted(config));
  }

  static Policy read(String name, String text) {
    var reader = Keyway.policyReader(SecretResolver.ofEnvironment(any -> "any"), Severity.ERROR);
    return switch (reader.read(name, text.getBytes(StandardCharsets.UTF_8))) {
      case PolicyReading.Loaded(Policy policy) -> policy;
      case PolicyReading.Refused(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  static Policy openAiElseAnthropic(String name) {
    return policy(
        name,
        "{only_allow_configured_providers: true, providers: ["
            + "{id: openai, api_keys: [{value: \"${secrets.get('openai', 'key')}\"}]},"
            + "{id: anthropic, api_keys: [{value: \"${secrets.get('anthropic', 'key')}\"}]}]}");
  }

  static Policy at(String baseUrl) {
    return policy(
        "own",
        "{only_allow_configured_providers: true, providers: [{id: vllm, base_url: \"%s\"}]}"
            .formatted(baseUrl));
  }

  static Upstreams upstreams(Map<String, String> urls) {
    return new Upstreams(
        new ProviderUrls(
            urls.entrySet().stream()
                .collect(
                    java.util.stream.Collectors.toMap(
                        Map.Entry::getKey, entry -> URI.create(entry.getValue())))),
        Map.of());
  }

  static EnvoySetup setup(Form form, Shape shape, Policy... policies) {
    return setup(form, shape, DOORS, Trust.NOBODY, policies);
  }

  static EnvoySetup setup(
      Form form, Shape shape, EnvoySetup.Doors doors, Trust trust, Policy... policies) {
    List<Policy> all = Arrays.asList(policies);
    return new EnvoySetup(
        form,
        shape,
        doors,
        trust,
        RoutedPolicy.all(all),
        new EnvoySetup.Direct(UPSTREAMS.of(all), 32 << 20, true));
  }
}
