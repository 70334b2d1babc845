package dev.keyway.server.daemon;

import dev.keyway.Keyway;
import dev.keyway.PolicySource;
import dev.keyway.access.AccessKeys;
import dev.keyway.access.Admission;
import dev.keyway.access.ContextKeys;
import dev.keyway.access.CredentialFingerprints;
import dev.keyway.access.PolicyRef;
import dev.keyway.policy.PolicyRegistry;
import dev.keyway.relay.Serving;
import dev.keyway.secret.SecretResolver;
import dev.keyway.server.config.DaemonConfig;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Puts together what requests are served by, of what changes and what never does.
 *
 * @param keyway the clock, what is known of keys, where records go: the same from start to end
 * @param registry policies that host gateways bring
 * @param fingerprints names clients' own keys
 */
record Assembly(Keyway keyway, PolicyRegistry registry, CredentialFingerprints fingerprints) {

  /** What a daemon starts with; nobody has an access key yet. */
  Snapshot first(
      DaemonConfig config,
      SecretResolver secrets,
      Map<String, LoadedPolicy> policies,
      ProviderIds providers,
      ContextKeys contextKeys,
      Instant now) {
    return new Snapshot(
        config,
        now,
        secrets,
        policies,
        contextKeys,
        AccessKeys.NONE,
        serving(config, policies, providers, contextKeys, AccessKeys.NONE));
  }

  /** What requests are served by, with policies that host gateways find from now on too. */
  Serving serving(
      DaemonConfig config,
      Map<String, LoadedPolicy> policies,
      ProviderIds providers,
      ContextKeys contextKeys,
      AccessKeys accessKeys) {
    registry.publish(
        policies.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().policy())));
    return new Serving(
        keyway.withUrls(providers.urls()),
        source(Map.copyOf(policies)),
        new Admission(accessKeys, contextKeys, config.context().maxAge(), fingerprints),
        config.limits(),
        providers.tls());
  }

  /** The same with other access keys. */
  Snapshot with(Snapshot before, AccessKeys accessKeys) {
    Admission admission = before.serving().admission();
    Serving serving =
        new Serving(
            before.serving().keyway(),
            before.serving().policies(),
            new Admission(
                accessKeys,
                admission.contextKeys(),
                admission.contextMaxAge(),
                admission.fingerprints()),
            before.serving().limits(),
            before.serving().tls());
    return new Snapshot(
        before.config(),
        before.since(),
        before.secrets(),
        before.policies(),
        before.contextKeys(),
        accessKeys,
        serving);
  }

  private PolicySource source(Map<String, LoadedPolicy> policies) {
    return ref ->
        switch (ref) {
          case PolicyRef.Named(String name) -> {
            LoadedPolicy loaded = policies.get(name);
            yield loaded == null ? null : loaded.policy();
          }
          case PolicyRef.Digested(String digest) -> registry.digested(digest);
        };
  }
}
