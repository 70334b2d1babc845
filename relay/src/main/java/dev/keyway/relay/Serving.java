package dev.keyway.relay;

import dev.keyway.Keyway;
import dev.keyway.PolicySource;
import dev.keyway.access.Admission;
import java.util.Map;

/**
 * What requests are served by, all of one moment: a request takes it once, when it arrives, and
 * keeps it to its end whatever is replaced meanwhile.
 *
 * @param keyway decides
 * @param policies where policies are found
 * @param admission says who calls
 * @param limits what clients may ask; those of connections are taken when the relay starts
 * @param tls how some providers are spoken to over TLS, by their ids
 */
public record Serving(
    Keyway keyway,
    PolicySource policies,
    Admission admission,
    ClientLimits limits,
    Map<String, ProviderTls> tls) {

  public Serving {
    tls = Map.copyOf(tls);
  }

  /** All providers are spoken to alike. */
  public Serving(Keyway keyway, PolicySource policies, Admission admission, ClientLimits limits) {
    this(keyway, policies, admission, limits, Map.of());
  }
}
