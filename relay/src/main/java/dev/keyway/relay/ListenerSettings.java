package dev.keyway.relay;

import dev.keyway.access.Listener;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An address the relay listens on.
 *
 * @param name what records call it
 * @param kind who may come in
 * @param host host name or IP address
 * @param port 0: any free one
 * @param tls certificate and key, or null: clear text
 */
public record ListenerSettings(
    String name, Listener kind, String host, int port, @Nullable Tls tls) {

  /** PEM files of a server's certificate chain and private key. */
  public record Tls(Path certificate, Path key) {}
}
