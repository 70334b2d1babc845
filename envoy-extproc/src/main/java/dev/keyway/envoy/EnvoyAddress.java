package dev.keyway.envoy;

import dev.keyway.socket.UnixSocket;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where Envoy finds the external processor. Whoever reaches it is believed. */
public sealed interface EnvoyAddress {

  /** A Unix socket. */
  record OnSocket(UnixSocket socket) implements EnvoyAddress {}

  /**
   * A port.
   *
   * @param tls null: clear text, on a loopback address only
   */
  record Port(String host, int port, @Nullable Tls tls) implements EnvoyAddress {}

  /**
   * How a port is guarded; PEM files.
   *
   * @param certificate the service's certificates, its own first
   * @param key their private key, PKCS #8
   * @param clientCa who signed Envoy's certificate: nobody else may connect
   */
  record Tls(Path certificate, Path key, Path clientCa) {}
}
