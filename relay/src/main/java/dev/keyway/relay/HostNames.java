package dev.keyway.relay;

import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.util.NetUtil;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the addresses of hosts anew for every request. The library below keeps answers for as long
 * as DNS allows; the HTTP client would keep the first one for as long as the host is busy. Runs on
 * one event loop.
 */
final class HostNames {

  /** For how long an answer is not asked for again: most requests cost a look into a map. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  /** For how long the last good answer serves while name servers fail. */
  private static final Duration STALE = Duration.ofHours(1);

  /** For how long name servers that failed are left alone: each failure costs seconds. */
  private static final Duration UNHEARD = Duration.ofSeconds(10);

  /** For how long an address that could not be reached comes behind the others of its host. */
  static final Duration AVOIDED = Duration.ofSeconds(30);

  /** Hosts stand in policies; a bound, because not only operators write those. */
  private static final int MOST_KEPT = 1000;

  private final VertxInternal vertx;
  private final LongSupplier nanos;
  private final Map<String, Known> known = new Bounded<>();
  private final Map<InetSocketAddress, Long> avoidedUntil = new Bounded<>();

  /** What was last heard of a host. */
  private static final class Known {

    private final List<InetAddress> addresses;
    private final long freshUntil;
    private final long until;

    /** The addresses with the port last asked for: nearly always the only one. */
    private @Nullable Future<List<InetSocketAddress>> withPort;

    private int port;

    /**
     * @param freshUntil in nanoseconds of the clock, as {@code until}
     * @param until when it is not good any more, even if nothing better can be had
     */
    Known(List<InetAddress> addresses, long freshUntil, long until) {
      this.addresses = addresses;
      this.freshUntil = freshUntil;
      this.until = until;
    }

    Future<List<InetSocketAddress>> at(int wanted) {
      Future<List<InetSocketAddress>> present = withPort;
      if (present == null || port != wanted) {
        List<InetSocketAddress> sockets = new ArrayList<>(addresses.size());
        addresses.forEach(address -> sockets.add(new InetSocketAddress(address, wanted)));
        present = Future.succeededFuture(sockets);
        withPort = present;
        port = wanted;
      }
      return present;
    }
  }

  private static final class Bounded<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > MOST_KEPT;
    }
  }

  /**
   * @param nanos a clock that only goes forward
   */
  HostNames(Vertx vertx, LongSupplier nanos) {
    this.vertx = (VertxInternal) vertx;
    this.nanos = nanos;
  }

  /**
   * The addresses of a host, the one to try first in front; at least one. None of them carries the
   * host's name.
   */
  Future<List<InetSocketAddress>> addresses(String host, int port) {
    Known last = known.get(host);
    if (last != null && last.freshUntil - nanos.getAsLong() > 0) {
      return inOrder(last, port);
    }
    byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
    return literal == null
        ? named(host).compose(found -> inOrder(found, port))
        : inOrder(keep(host, List.of(nameless(literal))), port);
  }

  /** An address could not be reached. */
  void failed(InetSocketAddress address) {
    avoidedUntil.put(address, nanos.getAsLong() + AVOIDED.toNanos());
  }

  private Future<Known> named(String host) {
    return vertx
        .nameResolver()
        .resolveAll(host)
        .map(found -> keep(host, addresses(found)))
        .recover(failure -> lastKnown(host, failure));
  }

  private static List<InetAddress> addresses(List<InetSocketAddress> found) {
    return found.stream().map(one -> nameless(one.getAddress().getAddress())).distinct().toList();
  }

  private Known keep(String host, List<InetAddress> addresses) {
    long now = nanos.getAsLong();
    Known found = new Known(addresses, now + FRESH.toNanos(), now + STALE.toNanos());
    known.put(host, found);
    return found;
  }

  private Future<Known> lastKnown(String host, Throwable failure) {
    Known last = known.get(host);
    long now = nanos.getAsLong();
    if (last == null || last.until - now < 0 || doesNotExist(failure)) {
      return Future.failedFuture(failure);
    }
    Known again = new Known(last.addresses, now + UNHEARD.toNanos(), last.until);
    known.put(host, again);
    return Future.succeededFuture(again);
  }

  /** As opposed to: no name server could say. */
  private static boolean doesNotExist(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DnsErrorCauseException answered) {
        return answered.getCode().equals(DnsResponseCode.NXDOMAIN);
      }
    }
    return false;
  }

  private Future<List<InetSocketAddress>> inOrder(Known host, int port) {
    if (avoidedUntil.isEmpty()) {
      return host.at(port);
    }
    List<InetSocketAddress> good = new ArrayList<>(host.addresses.size());
    List<InetSocketAddress> avoided = new ArrayList<>(0);
    for (InetAddress address : host.addresses) {
      InetSocketAddress socket = new InetSocketAddress(address, port);
      (isAvoided(socket) ? avoided : good).add(socket);
    }
    good.addAll(avoided);
    return Future.succeededFuture(good);
  }

  private boolean isAvoided(InetSocketAddress address) {
    Long until = avoidedUntil.get(address);
    return until != null && until - nanos.getAsLong() > 0;
  }

  private static InetAddress nameless(byte[] address) {
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address of %d bytes".formatted(address.length), e);
    }
  }
}
