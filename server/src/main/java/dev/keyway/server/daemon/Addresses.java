package dev.keyway.server.daemon;

import dev.keyway.server.config.HostAndPort;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says why an address can't be listened on, in words that say what to do. */
final class Addresses {

  private Addresses() {}

  /**
   * @param setting where the address is set
   */
  static String refused(HostAndPort address, IOException failure, String setting) {
    String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    if (failure instanceof BindException && text.contains("permission")) {
      return "this user may not listen on %s; ports below 1024 are for root. Choose another by %s"
          .formatted(address, setting);
    }
    if (failure instanceof BindException && text.contains("in use")) {
      return "%s is in use: another program, perhaps another keyway, listens there. Stop it, or choose another by %s"
          .formatted(address, setting);
    }
    return "%s is no address of this machine; choose another by %s".formatted(address, setting);
  }

  /** The first of these that can't be listened on, in words; null when all can. */
  static @Nullable String firstRefused(List<HostAndPort> addresses, String setting) {
    for (HostAndPort address : addresses) {
      InetSocketAddress resolved = new InetSocketAddress(address.host(), address.port());
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(resolved);
      } catch (IOException e) {
        return refused(address, e, setting);
      }
    }
    return null;
  }
}
