package dev.keyway.server.demo;

import dev.keyway.envoy.config.Address;
import dev.keyway.envoy.config.EnvoyConfig;
import dev.keyway.envoy.config.EnvoySetup;
import dev.keyway.envoy.config.Form;
import dev.keyway.envoy.config.RoutedPolicy;
import dev.keyway.envoy.config.Shape;
import dev.keyway.envoy.config.Trust;
import dev.keyway.policy.Policy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real Envoy before the demo's relay, with the configuration that {@code keyway envoy config}
 * makes.
 *
 * @param program Envoy itself
 */
record DemoEnvoy(Path program) {

  /** What to do where there is none. */
  static final String NONE =
      "there is no Envoy here. `scripts/envoy` fetches one into the checkout; or install one, and have it on the PATH or named by KEYWAY_ENVOY";

  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final String LOOPBACK = "127.0.0.1";
  private static final int CHECK_MILLIS = 20;
  private static final Pattern VERSION = Pattern.compile("/([0-9]+[.][0-9]+[.][0-9]+)/");

  /**
   * The first of what the user names, what a checkout has fetched, and what is on the path.
   *
   * @param environment a variable's value by its name, or null
   */
  static Optional<DemoEnvoy> find(Function<String, @Nullable String> environment, Path checkout) {
    Stream<Path> named = Stream.ofNullable(environment.apply("KEYWAY_ENVOY")).map(Path::of);
    Stream<Path> onPath =
        Stream.ofNullable(environment.apply("PATH"))
            .flatMap(path -> Stream.of(path.split(":", -1)))
            .map(folder -> Path.of(folder, "envoy"));
    return Stream.of(named, fetched(checkout), onPath)
        .flatMap(each -> each)
        .filter(Files::isExecutable)
        .filter(Files::isRegularFile)
        .findFirst()
        .map(DemoEnvoy::new);
  }

  /** The newest that {@code scripts/envoy} has fetched, if it has. */
  private static Stream<Path> fetched(Path checkout) {
    try (Stream<Path> versions = Files.list(checkout.resolve("target/envoy"))) {
      return versions
          .map(version -> version.resolve("envoy"))
          .sorted(Comparator.reverseOrder())
          .toList()
          .stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  /** One that runs; closing ends it. */
  record Running(Process process, int port) implements AutoCloseable {

    @Override
    public void close() {
      process.destroyForcibly();
      try {
        process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Starts it, and returns when it takes requests.
   *
   * @param relayPort the relay's listener of kind gateway
   * @param folder where its files go, the external processor's socket among them
   * @param port 0: any free one
   * @throws EnvoyStartException when it does not come up, with what it said
   */
  Running start(Policy policy, int relayPort, Path folder, int port)
      throws EnvoyStartException, IOException {
    int listen = port == 0 ? freePort() : port;
    Path config =
        Files.writeString(folder.resolve("envoy.yaml"), yaml(policy, relayPort, folder, listen));
    Path log = folder.resolve("envoy.log");
    Process process =
        new ProcessBuilder(
                program.toString(),
                "-c",
                config.toString(),
                "--use-dynamic-base-id",
                "--concurrency",
                "1",
                "-l",
                "warning")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "demo-envoy-end"));
    Running running = new Running(process, listen);
    if (isOpen(running)) {
      return running;
    }
    running.close();
    throw new EnvoyStartException("Envoy did not come up: " + Files.readString(log).strip());
  }

  /** As it calls itself: Envoy 1.40.0. */
  String version() throws IOException {
    Process asked =
        new ProcessBuilder(program.toString(), "--version").redirectErrorStream(true).start();
    String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher number = VERSION.matcher(said);
    return number.find() ? "Envoy " + number.group(1) : "Envoy";
  }

  private static String yaml(Policy policy, int relayPort, Path folder, int port) {
    EnvoySetup.Doors doors =
        new EnvoySetup.Doors(
            new Address.Tcp(LOOPBACK, port),
            null,
            new Address.Tcp(LOOPBACK, relayPort),
            null,
            Duration.ofSeconds(30),
            new Address.Unix(socket(folder).toString()),
            null,
            "");
    return EnvoyConfig.of(
        new EnvoySetup(
            Form.RELAY,
            Shape.FULL,
            doors,
            Trust.NOBODY,
            RoutedPolicy.all(List.of(policy)),
            new EnvoySetup.Direct(List.of(), 0, false)));
  }

  /** Where the external processor of a gateway in this folder is asked. */
  static Path socket(Path folder) {
    return folder.resolve("extproc.sock");
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }

  /** Envoy tells nobody when it is there: its port is tried until it opens. */
  private static boolean isOpen(Running running) {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (running.process().isAlive() && System.nanoTime() < end) {
      try (Socket open = new Socket()) {
        open.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), running.port()), CHECK_MILLIS);
        return true;
      } catch (IOException notYet) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(CHECK_MILLIS));
      }
    }
    return false;
  }
}
