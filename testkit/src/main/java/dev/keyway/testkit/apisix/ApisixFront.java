package dev.keyway.testkit.apisix;

import dev.keyway.testkit.openresty.AccessPhase;
import dev.keyway.testkit.openresty.Nginx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * A gateway with {@link ApisixPeer} in it: nginx takes the client's request, the route's plugins
 * look at it, nginx sends it on. It takes an {@code apisix.yaml} as APISIX does that runs alone. No
 * APISIX: of its own plugins there are {@code key-auth} and {@code proxy-rewrite}.
 */
public final class ApisixFront implements AutoCloseable {

  private final ApisixPeer apisix;
  private final ApisixAccess access;
  private final AccessPhase phase;
  private final Nginx nginx;

  private ApisixFront(ApisixPeer apisix, ApisixAccess access, AccessPhase phase, Nginx nginx) {
    this.apisix = apisix;
    this.access = access;
    this.phase = phase;
    this.nginx = nginx;
  }

  /**
   * Where it runs.
   *
   * @param socket the runner's
   * @param upstream where all upstreams are, whatever nodes they name
   * @param folder for files of its own
   */
  public record Place(Path socket, URI upstream, Path folder) {}

  /** Starts one of the newest version and returns when it takes requests. */
  public static ApisixFront start(String apisixYaml, Place place) {
    return start(apisixYaml, place, ApisixVersion.V3_18, PeerSettings.DEFAULT);
  }

  /** Starts one and returns when it takes requests. Needs nginx on this machine. */
  public static ApisixFront start(
      String apisixYaml, Place place, ApisixVersion version, PeerSettings settings) {
    ApisixPeer apisix = ApisixPeer.start(version, place.socket, settings);
    ApisixAccess access = new ApisixAccess(apisix, apisixYaml);
    try {
      AccessPhase phase = AccessPhase.start(access);
      Nginx.Place where = new Nginx.Place(place.folder, place.upstream);
      return new ApisixFront(apisix, access, phase, Nginx.start(where, phase, ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether there is all that it needs on this machine. */
  public static boolean canStart() {
    return Nginx.isInstalled();
  }

  /** Where clients send requests. */
  public URI url() {
    return nginx.url();
  }

  /** What speaks to the runner. */
  public ApisixPeer peer() {
    return apisix;
  }

  /** Puts another configuration in the place of the former. */
  public void reload(String apisixYaml) {
    access.configure(apisixYaml);
  }

  @Override
  public void close() {
    nginx.close();
    phase.close();
    apisix.close();
  }
}
