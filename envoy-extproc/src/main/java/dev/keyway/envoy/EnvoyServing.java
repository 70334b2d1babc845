package dev.keyway.envoy;

import dev.keyway.Keyway;
import dev.keyway.PolicySource;
import dev.keyway.access.Admission;

/**
 * What Envoy's requests are served by, all of one moment: a request takes it once and keeps it to
 * its end.
 *
 * @param keyway decides
 * @param policies where policies are found
 * @param admission says who calls; its keys sign contexts for the relay
 */
public record EnvoyServing(Keyway keyway, PolicySource policies, Admission admission) {}
