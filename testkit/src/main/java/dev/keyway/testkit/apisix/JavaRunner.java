package dev.keyway.testkit.apisix;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * APISIX's own runner for Java in a process of its own, started as APISIX starts one, with Keyway's
 * filter on its class path.
 */
public final class JavaRunner implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final String SIGNS = "Keyway signs requests with the first of";

  private final Path folder;
  private final List<String> command;
  private final List<String> log = new ArrayList<>();
  private Process process;

  private JavaRunner(Path folder, List<String> command) throws IOException {
    this.folder = folder;
    this.command = command;
    this.process = run();
  }

  /**
   * Starts one and returns when it takes connections. It has no key yet.
   *
   * @param folder for its socket and its key
   * @param runner the runner, a program in a jar
   * @param filter Keyway's filter
   */
  public static JavaRunner start(Path folder, Path runner, Path filter) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dloader.path=" + filter.toAbsolutePath(),
            "-Dkeyway.context.key-files=" + folder.resolve("runner.key"),
            "-jar",
            runner.toAbsolutePath().toString());
    JavaRunner started = new JavaRunner(folder, command);
    started.awaitConnections();
    return started;
  }

  /** Where APISIX asks. */
  public Path socket() {
    return folder.resolve("runner.sock");
  }

  /** Has it sign with the key of a file, and returns when it does. */
  public void signWith(Path key) throws Exception {
    long before = signs();
    Path fresh = Files.copy(key, folder.resolve("runner.tmp"), StandardCopyOption.REPLACE_EXISTING);
    Files.move(
        fresh,
        folder.resolve("runner.key"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    awaitSigns(before + 1);
  }

  /** Ends it without a warning, and starts it again in the same place. */
  public void restart() throws Exception {
    close();
    process = run();
    awaitConnections();
  }

  /** What it has said so far. */
  public String log() {
    synchronized (log) {
      return String.join("\n", log);
    }
  }

  private Process run() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv("PATH"));
    builder.environment().put("APISIX_LISTEN_ADDRESS", "unix:" + socket());
    builder.environment().put("APISIX_CONF_EXPIRE_TIME", "3600");
    Process started = builder.start();
    Thread.ofPlatform().daemon().name("java-runner-log").start(() -> read(started));
    return started;
  }

  private void read(Process from) {
    try (BufferedReader lines = from.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (log) {
          log.add(line);
          log.notifyAll();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long signs() {
    synchronized (log) {
      return log.stream().filter(line -> line.contains(SIGNS)).count();
    }
  }

  private void awaitSigns(long times) throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    synchronized (log) {
      while (signs() < times) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          throw new AssertionError("the runner does not take the key:\n" + log());
        }
        log.wait(left);
      }
    }
  }

  private void awaitConnections() throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!takesConnections()) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
        close();
        throw new AssertionError("the runner did not start:\n" + log());
      }
    }
  }

  private boolean takesConnections() {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(socket()));
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
