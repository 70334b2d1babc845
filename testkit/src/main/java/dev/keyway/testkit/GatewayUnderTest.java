package dev.keyway.testkit;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A running gateway with a running Keyway behind it. What one can't do is no method that throws but
 * a case of the contract that its test overrides and disables, with the reason.
 */
public interface GatewayUnderTest extends AutoCloseable {

  /** Where clients send requests. */
  URI url();

  /** The headers by which the gateway knows this consumer of the setup. */
  Map<String, String> credential(Consumer consumer);

  /**
   * Headers of the gateway's own that a client might send to be taken for somebody else, to be sent
   * elsewhere, or to be tried more often. {@code x-keyway-*} is not among them: every gateway has
   * these.
   */
  Map<String, String> internalHeaders();

  /** The relay's listener that serves this gateway only; empty where the gateway needs no relay. */
  Optional<URI> relay();

  /** What the gateway calls a route of the setup towards Keyway. */
  default String route(String id) {
    return id;
  }

  /** Looks at once whether the files of policies have changed. Returns before they count. */
  void reload();

  /** Ends Keyway and starts it again in the same place. The gateway stays up meanwhile. */
  void restartKeyway();

  /**
   * The decision records written since the gateway was started, a line of JSON each, as soon as
   * there are so many.
   */
  List<String> awaitRecords(int count);

  /** Ends both. */
  @Override
  void close();
}
