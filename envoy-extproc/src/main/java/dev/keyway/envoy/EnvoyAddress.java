package dev.keyway.envoy;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where Envoy finds the external processor. Whoever reaches it is believed. */
public sealed interface EnvoyAddress {

  /**
   * A Unix socket.
   *
   * @param path its file; what is there is replaced
   * @param mode who may connect: writing is what counts
   * @param group the group it belongs to, or null: this user's
   */
  record UnixSocket(Path path, Set<PosixFilePermission> mode, @Nullable String group)
      implements EnvoyAddress {

    public UnixSocket {
      mode = Set.copyOf(mode);
    }
  }

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
