package dev.keyway.server.config;

import dev.keyway.policy.HostActions;
import dev.keyway.relay.ClientLimits;
import dev.keyway.relay.ListenerSettings;
import dev.keyway.relay.UpstreamSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All a daemon is told before it starts: {@code keyway.yaml} with its defaults filled in, and what
 * the command line said over it. Paths are ready for use.
 *
 * @param file how the user named the file it came from, for messages; empty: there was none
 * @param listeners where clients and host gateways come in
 * @param gateways where host gateways ask their adapters
 * @param admin the operator's side door, or null: none
 * @param policies by name, no name twice
 * @param policyFolders folders whose YAML files are policies
 * @param hostActions what becomes of what these policies hold and the host gateway does
 * @param vaults where secrets lie, by the vaults' names; empty: each vault is the environment
 * @param inlineVaults the vaults that policies from a host's route configuration may read
 * @param accessKeysFile the gateway's own client keys; need not exist
 * @param context how contexts of host gateways are signed
 * @param providers where providers' traffic goes instead of their own addresses
 * @param providerTls how some providers are spoken to over TLS
 * @param upstream how providers are called
 * @param limits what clients may ask
 * @param records what becomes of decision records
 * @param zone the region or zone this gateway stands in, or null when nobody said
 * @param grace how long what is under way may take to finish when the daemon stops
 */
public record DaemonConfig(
    String file,
    List<ListenerSettings> listeners,
    GatewaysConfig gateways,
    @Nullable AdminConfig admin,
    List<PolicyFile> policies,
    List<Path> policyFolders,
    HostActions hostActions,
    Map<String, VaultConfig> vaults,
    Set<String> inlineVaults,
    Path accessKeysFile,
    ContextConfig context,
    List<ProviderAddress> providers,
    List<ProviderTlsFiles> providerTls,
    UpstreamSettings upstream,
    ClientLimits limits,
    RecordsConfig records,
    @Nullable String zone,
    Duration grace) {

  public DaemonConfig {
    listeners = List.copyOf(listeners);
    policies = List.copyOf(policies);
    policyFolders = List.copyOf(policyFolders);
    vaults = Map.copyOf(vaults);
    inlineVaults = Set.copyOf(inlineVaults);
    providers = List.copyOf(providers);
    providerTls = List.copyOf(providerTls);
  }
}
