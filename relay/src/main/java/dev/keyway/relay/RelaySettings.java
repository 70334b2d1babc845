package dev.keyway.relay;

import dev.keyway.Keyway;
import dev.keyway.PolicySource;
import dev.keyway.access.Admission;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a relay needs.
 *
 * @param listeners where it listens, at least one
 * @param serving what requests are served by; asked anew for every request, so that it can change
 * @param clock the time
 * @param limits of connections; those of requests are asked of {@code serving}
 * @param upstream how providers are called
 */
public record RelaySettings(
    List<ListenerSettings> listeners,
    Supplier<Serving> serving,
    InstantSource clock,
    ClientLimits limits,
    UpstreamSettings upstream) {

  public RelaySettings {
    listeners = List.copyOf(listeners);
  }

  /** Where nothing but access keys changes while the relay runs. */
  public RelaySettings(
      List<ListenerSettings> listeners,
      Keyway keyway,
      PolicySource policies,
      Supplier<Admission> admission,
      InstantSource clock,
      ClientLimits limits,
      UpstreamSettings upstream) {
    this(
        listeners,
        () -> new Serving(keyway, policies, admission.get(), limits),
        clock,
        limits,
        upstream);
  }
}
