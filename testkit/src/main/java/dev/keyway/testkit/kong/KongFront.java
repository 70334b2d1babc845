package dev.keyway.testkit.kong;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * A gateway with {@link KongPeer} in it: nginx takes the client's request, the route's plugins look
 * at it, nginx sends it on. It takes a {@code kong.yml} as Kong without a database does. No Kong:
 * of Kong's own plugins there are {@code key-auth} and {@code jwt}, of its router prefixes.
 */
public final class KongFront implements AutoCloseable {

  private final KongPeer kong;
  private final AccessPhase access;
  private final KongNginx nginx;

  private KongFront(KongPeer kong, AccessPhase access, KongNginx nginx) {
    this.kong = kong;
    this.access = access;
    this.nginx = nginx;
  }

  /**
   * Where it runs.
   *
   * @param socket the plugin server's
   * @param upstream where all services are, whatever host they name: there is no DNS here
   * @param folder for files of its own
   */
  public record Place(Path socket, URI upstream, Path folder) {}

  /** Starts one of the newest version and returns when it takes requests. */
  public static KongFront start(String kongYml, Place place) {
    return start(kongYml, place, KongVersion.V3_9, PeerSettings.DEFAULT);
  }

  /** Starts one and returns when it takes requests. Needs nginx on this machine. */
  public static KongFront start(
      String kongYml, Place place, KongVersion version, PeerSettings settings) {
    KongPeer kong = KongPeer.start(version, place.socket, settings);
    try {
      AccessPhase access = new AccessPhase(kong, KongYml.read(kongYml));
      String via = version == KongVersion.V3_9 ? "1.1 kong/3.9.1" : "";
      return new KongFront(
          kong, access, KongNginx.start(place.folder, access.port(), place.upstream, via));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether there is all that it needs on this machine. */
  public static boolean canStart() {
    return KongNginx.isInstalled();
  }

  /** Where clients send requests. */
  public URI url() {
    return nginx.url();
  }

  /** What speaks to the plugin server. */
  public KongPeer peer() {
    return kong;
  }

  /** Puts another configuration in the place of the former. */
  public void reload(String kongYml) {
    access.configure(KongYml.read(kongYml));
  }

  @Override
  public void close() {
    nginx.close();
    access.close();
    kong.close();
  }
}
