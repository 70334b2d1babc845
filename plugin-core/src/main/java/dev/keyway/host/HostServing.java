package dev.keyway.host;

import dev.keyway.Keyway;
import dev.keyway.access.Admission;
import dev.keyway.policy.PolicyRegistry;
import org.jspecify.annotations.Nullable;

/**
 * What a host gateway's requests are stamped by, all of one moment.
 *
 * @param keyway refuses, and records that it did
 * @param admission its keys sign contexts for the relay
 * @param policies takes in policies that routes bring; null where the relay is another process,
 *     which would not find them
 */
public record HostServing(Keyway keyway, Admission admission, @Nullable PolicyRegistry policies) {}
