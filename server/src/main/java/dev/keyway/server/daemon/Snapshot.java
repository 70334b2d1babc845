package dev.keyway.server.daemon;

import dev.keyway.access.AccessKeys;
import dev.keyway.access.ContextKeys;
import dev.keyway.access.PolicyRef;
import dev.keyway.policy.Policy;
import dev.keyway.relay.Serving;
import dev.keyway.secret.SecretResolver;
import dev.keyway.server.config.DaemonConfig;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a daemon serves requests with at one moment. It never changes; another one takes its
 * place in one step.
 *
 * @param config what is in force of the configuration
 * @param since when this configuration was taken
 * @param secrets finds the secrets of the vaults
 * @param policies by name, in the order of the configuration
 * @param contextKeys sign and verify contexts
 * @param accessKeys the gateway's own client keys
 * @param serving what the relay needs of it
 */
record Snapshot(
    DaemonConfig config,
    Instant since,
    SecretResolver secrets,
    Map<String, LoadedPolicy> policies,
    ContextKeys contextKeys,
    AccessKeys accessKeys,
    Serving serving) {

  Snapshot {
    policies = Collections.unmodifiableMap(new LinkedHashMap<>(policies));
  }

  /** The policies in their order. */
  List<Policy> allPolicies() {
    return policies.values().stream().map(LoadedPolicy::policy).toList();
  }

  /** The policy a listener names, or null. */
  @Nullable Policy find(PolicyRef ref) {
    LoadedPolicy loaded = ref instanceof PolicyRef.Named(String name) ? policies.get(name) : null;
    return loaded == null ? null : loaded.policy();
  }
}
