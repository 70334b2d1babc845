package dev.keyway.socket;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a host gateway on a Unix socket: one thread takes connections, and each is served on a
 * {@linkplain ConnectionThreads thread} of its own.
 *
 * <p>It ends in steps, so that a process can hand the socket over to the next one: the next one
 * starts, which puts its socket in the place of this one; then this one {@linkplain #stopAccepting
 * stops}, {@linkplain #awaitEnd waits} for what is under way, and {@linkplain #close closes}.
 */
public final class SocketServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SocketServer.class);

  /**
   * Connects past it fail at once, which gateways take for an answer. The kernel allows {@code
   * net.core.somaxconn}, 4096 since Linux 5.4.
   */
  private static final int BACKLOG = 4096;

  /**
   * How long a gateway may hold a connection before it asks. APISIX opens one for a request, and
   * only then sees to it that the route's configuration is prepared, for which it waits five
   * seconds at most while another request does (apisix/plugins/ext-plugin/init.lua, 3.18). Kong
   * asks at once.
   */
  private static final Duration FIRST_WORD = Duration.ofSeconds(10);

  private static final Duration LAST_GRACE = Duration.ofSeconds(5);
  private static final long NO_DESCRIPTOR_PAUSE_MILLIS = 100;

  private final UnixSocket socket;
  private final SocketFile file;
  private final SocketService service;
  private final ServerSocketChannel listener;
  private final Selector arrivals;
  private final Thread taking;
  private final ExecutorService serving;
  private final Duration firstWord;
  private final Set<SocketConnection> open = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  private SocketServer(
      UnixSocket socket,
      String name,
      SocketService service,
      ThreadFactory threads,
      Duration firstWord)
      throws IOException {
    this.socket = socket;
    this.file = new SocketFile(socket);
    this.service = service;
    this.listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    this.arrivals = Selector.open();
    this.taking = Thread.ofPlatform().daemon().name(name).unstarted(this::take);
    this.serving = Executors.newThreadPerTaskExecutor(threads);
    this.firstWord = firstWord;
  }

  /**
   * Starts it, and returns when the gateway can connect.
   *
   * @param name of its threads
   * @throws IOException when the socket can't be there; the message says what to do
   */
  public static SocketServer start(UnixSocket socket, String name, SocketService service)
      throws IOException {
    return start(socket, name, service, new ConnectionThreads(name), FIRST_WORD);
  }

  /**
   * The same.
   *
   * @param threads that connections are served on
   * @param firstWord how long a connection that has not asked for anything counts as busy
   */
  static SocketServer start(
      UnixSocket socket,
      String name,
      SocketService service,
      ThreadFactory threads,
      Duration firstWord)
      throws IOException {
    SocketServer server = new SocketServer(socket, name, service, threads, firstWord);
    try {
      server.listen();
      return server;
    } catch (IOException | RuntimeException | Error e) {
      server.close();
      throw e;
    }
  }

  private void listen() throws IOException {
    file.prepare();
    listener.bind(UnixDomainSocketAddress.of(file.unready()), BACKLOG);
    file.restrict();
    listener.configureBlocking(false);
    listener.register(arrivals, SelectionKey.OP_ACCEPT);
    taking.start();
    file.publish();
  }

  private void take() {
    try (listener;
        arrivals) {
      while (!stopping) {
        arrivals.select(ready -> takeAll());
      }
      takeAll();
    } catch (IOException | RuntimeException | Error e) {
      LOG.error("no connections are taken any more on {}", this, e);
    }
  }

  private void takeAll() {
    try {
      for (SocketChannel next = listener.accept(); next != null; next = listener.accept()) {
        begin(new SocketConnection(next));
      }
    } catch (IOException e) {
      LOG.warn("a connection could not be taken on {}; trying again", this, e);
      pause();
    }
  }

  /** Whatever keeps one connection from being served, others are still taken. */
  private void begin(SocketConnection connection) throws IOException {
    open.add(connection);
    try {
      serving.execute(() -> serve(connection));
    } catch (RuntimeException | Error defect) {
      LOG.error("a connection on {} can't be served, and is closed", this, defect);
      open.remove(connection);
      connection.close();
    }
  }

  /** The kernel still says that somebody waits: without a pause this would spin. */
  private static void pause() {
    try {
      Thread.sleep(NO_DESCRIPTOR_PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(SocketConnection connection) {
    try (connection) {
      service.serve(connection);
    } catch (IOException gone) {
      LOG.debug("a connection broke on {}", this, gone);
    } catch (RuntimeException | Error defect) {
      LOG.error("a connection on {} met a defect", this, defect);
    } finally {
      open.remove(connection);
    }
  }

  /**
   * Takes no new connections and ends those that rest; requests that are under way are answered.
   * Connections that wait to be taken are still served their first request. The file is removed,
   * unless another server has put its own in that place. Who calls it while another thread does
   * waits for that one: both may rely on it then.
   */
  public synchronized void stopAccepting() {
    if (stopping) {
      return;
    }
    removeFile();
    stopping = true;
    arrivals.wakeup();
    join();
    serving.shutdown();
    open.forEach(connection -> connection.stop(firstWord));
  }

  private void removeFile() {
    try {
      file.remove();
    } catch (IOException left) {
      // A file nobody listens at is replaced by the next one who does.
    }
  }

  private void join() {
    try {
      taking.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits until all connections have ended, for at most this long. Those that never asked for
   * anything are given a part of it.
   */
  public void awaitEnd(Duration grace) {
    Duration first = grace.compareTo(firstWord) < 0 ? grace : firstWord;
    if (!ends(first)) {
      open.forEach(connection -> connection.stop(firstWord));
      ends(grace.minus(first));
    }
  }

  /** Returns whether all connections end within this time. */
  private boolean ends(Duration within) {
    try {
      return serving.awaitTermination(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Ends everything at once: an interrupt closes the connection its thread waits at. */
  @Override
  public void close() {
    stopAccepting();
    serving.shutdownNow();
    awaitEnd(LAST_GRACE);
    closeListener();
  }

  /** What a server that never started has open. */
  private void closeListener() {
    try {
      listener.close();
      arrivals.close();
    } catch (IOException e) {
      LOG.debug("closing {}", this, e);
    }
  }

  /** As configuration says it. */
  @Override
  public String toString() {
    return "unix:" + socket.path();
  }
}
