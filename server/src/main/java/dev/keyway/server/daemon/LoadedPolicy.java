package dev.keyway.server.daemon;

import dev.keyway.policy.Policy;
import dev.keyway.server.config.PolicyFile;
import java.time.Instant;

/**
 * A policy that requests run under.
 *
 * @param since when it was loaded
 */
record LoadedPolicy(PolicyFile file, Policy policy, Instant since) {}
