package dev.keyway.testkit.apisix;

import dev.keyway.testkit.openresty.Cosocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * What APISIX does on the wire with a runner of external plugins ({@code
 * apisix/plugins/ext-plugin/init.lua} in its source):
 *
 * <ol>
 *   <li>A worker takes a connection for the call. It needs the configuration's token: its own, or
 *       that of all workers; else it has the configuration prepared over a second connection, while
 *       all others that need one wait.
 *   <li>It sends the call, answers what the runner asks, and does what the runner says.
 *   <li>When the runner doesn't know the token, the worker throws away all tokens and begins again,
 *       three times in all.
 *   <li>When anything else goes wrong, the request is answered with 503, or goes on where the
 *       plugin is configured so; what is no message at all is a 500.
 * </ol>
 *
 * <p>Calls block; they may come from any number of threads.
 */
public final class ApisixPeer implements AutoCloseable {

  private static final int SWEEP_MILLIS = 20;

  private final ApisixVersion version;
  private final Path socket;
  private final PeerSettings settings;
  private final SharedTokens shared;
  private final PrepareLock prepareLock;
  private final ScheduledExecutorService timer;
  private final List<Worker> workers;
  private final AtomicInteger turn = new AtomicInteger();

  private ApisixPeer(ApisixVersion version, Path socket, PeerSettings settings) {
    this.version = version;
    this.socket = socket;
    this.settings = settings;
    shared = new SharedTokens(settings.clock());
    prepareLock = new PrepareLock(settings.lockWait(), settings.clock());
    timer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    workers =
        IntStream.range(0, settings.workers()).mapToObj(each -> new Worker(this, each)).toList();
    ScheduledFuture<?> unused =
        timer.scheduleWithFixedDelay(
            () -> workers.forEach(Worker::sweep),
            SWEEP_MILLIS,
            SWEEP_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  /**
   * Starts one; nothing is sent before the first request.
   *
   * @param socket what {@code ext-plugin.path_for_test} names
   */
  public static ApisixPeer start(ApisixVersion version, Path socket, PeerSettings settings) {
    return new ApisixPeer(version, socket, settings);
  }

  /** Has the runner say what becomes of a request, in the worker whose turn it is. */
  public Outcome ask(ExtPlugin plugin, ApisixRequest request) {
    return ask(Math.floorMod(turn.getAndIncrement(), workers.size()), plugin, request);
  }

  /** The same in the worker of this number, from 0. */
  public Outcome ask(int worker, ExtPlugin plugin, ApisixRequest request) {
    Worker one = workers.get(worker);
    return one.ask(plugin, new RequestCall(one, plugin, request));
  }

  /** Has the runner say what becomes of an answer, in the worker of this number. */
  public Outcome askAbout(
      int worker, ExtPlugin plugin, ApisixRequest request, UpstreamAnswer answer) {
    Worker one = workers.get(worker);
    return one.ask(plugin, new ResponseCall(one, plugin, request, answer));
  }

  Cosocket connect() throws CallFailed {
    try {
      return Cosocket.connect(socket, timer, settings.timeout(), () -> {});
    } catch (IOException e) {
      throw new CallFailed("failed to connect to the unix socket: " + e.getMessage());
    }
  }

  public ApisixVersion version() {
    return version;
  }

  PeerSettings settings() {
    return settings;
  }

  SharedTokens shared() {
    return shared;
  }

  PrepareLock prepareLock() {
    return prepareLock;
  }

  /** Ends the workers: their idle connections are closed. */
  @Override
  public void close() {
    workers.forEach(Worker::close);
    timer.shutdownNow();
  }
}
