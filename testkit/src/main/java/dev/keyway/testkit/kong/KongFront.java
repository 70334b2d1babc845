package dev.keyway.testkit.kong;

import dev.keyway.testkit.openresty.AccessPhase;
import dev.keyway.testkit.openresty.Nginx;
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
  private final KongAccess access;
  private final AccessPhase phase;
  private final Nginx nginx;

  private KongFront(KongPeer kong, KongAccess access, AccessPhase phase, Nginx nginx) {
    this.kong = kong;
    this.access = access;
    this.phase = phase;
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
    KongAccess access = new KongAccess(kong, KongYml.read(kongYml));
    try {
      AccessPhase phase = AccessPhase.start(access);
      Nginx.Place where = new Nginx.Place(place.folder, place.upstream);
      return new KongFront(kong, access, phase, Nginx.start(where, phase, upstreamLines(version)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What Kong's template tells upstream beside what every nginx tells. */
  private static String upstreamLines(KongVersion version) {
    return """
    set $path $upstream_http_x_peer_path;
    set $prefix $upstream_http_x_peer_prefix;
    proxy_set_header Via "%s";
    proxy_set_header X-Forwarded-Path $path;
    proxy_set_header X-Forwarded-Prefix $prefix;
    proxy_set_header X-Kong-Request-Id $request_id;
    """
        .formatted(version == KongVersion.V3_9 ? "1.1 kong/3.9.1" : "");
  }

  /** Whether there is all that it needs on this machine. */
  public static boolean canStart() {
    return Nginx.isInstalled();
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
    phase.close();
    kong.close();
  }
}
