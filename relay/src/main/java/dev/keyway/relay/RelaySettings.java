package dev.keyway.relay;

import dev.keyway.Keyway;
import dev.keyway.access.Admission;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a relay needs.
 *
 * @param listeners where it listens, at least one
 * @param keyway decides; asked anew for every request, so that a test or a change of where
 *     providers are can put another in its place
 * @param policies where policies are found
 * @param admission says who calls; asked anew for every request, so that access keys can change
 * @param clock the time
 * @param limits what clients may ask
 * @param upstream how providers are called
 */
public record RelaySettings(
    List<ListenerSettings> listeners,
    Supplier<Keyway> keyway,
    PolicySource policies,
    Supplier<Admission> admission,
    InstantSource clock,
    ClientLimits limits,
    UpstreamSettings upstream) {

  public RelaySettings {
    listeners = List.copyOf(listeners);
  }
}
