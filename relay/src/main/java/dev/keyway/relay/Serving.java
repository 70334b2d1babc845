package dev.keyway.relay;

import dev.keyway.Keyway;
import dev.keyway.access.Admission;

/**
 * What requests are served by, all of one moment: a request takes it once, when it arrives, and
 * keeps it to its end whatever is replaced meanwhile.
 *
 * @param keyway decides
 * @param policies where policies are found
 * @param admission says who calls
 * @param limits what clients may ask; those of connections are taken when the relay starts
 */
public record Serving(
    Keyway keyway, PolicySource policies, Admission admission, ClientLimits limits) {}
