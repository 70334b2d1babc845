package dev.keyway.server.apisix;

import dev.keyway.server.gateway.RunningKeyway;
import dev.keyway.testkit.GatewaySetup;
import dev.keyway.testkit.apisix.JavaRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Keyway's filter in APISIX's own runner for Java, and the daemon for the relay.
 *
 * @param runner started once for many cases, since that takes seconds: each case gives it its key
 */
record FilterForm(JavaRunner runner) implements ApisixForm {

  private static final Path TARGET = Path.of("../apisix-runner-filter/target");

  /** Starts the runner alone. */
  static FilterForm start(Path folder) throws Exception {
    return new FilterForm(
        JavaRunner.start(
            folder,
            TARGET.resolve("runner/apisix-runner-starter.jar"),
            TARGET.resolve("keyway-apisix-filter.jar")));
  }

  @Override
  public RunningKeyway start(GatewaySetup setup, Path socket) throws Exception {
    runner.signWith(setup.folder().resolve("context.key"));
    Files.createSymbolicLink(socket, runner.socket());
    return new Both(runner, socket, ServerForm.relayAlone(setup, socket));
  }

  /**
   * @param socket leads to the runner's
   * @param daemon with the relay
   */
  private record Both(JavaRunner runner, Path socket, RunningKeyway daemon)
      implements RunningKeyway {

    @Override
    public URI relay() {
      return daemon.relay();
    }

    @Override
    public void reload() {
      daemon.reload();
    }

    @Override
    public void restart() {
      daemon.restart();
      try {
        runner.restart();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public List<String> awaitRecords(int count) {
      return daemon.awaitRecords(count);
    }

    @Override
    public void close() {
      daemon.close();
      try {
        Files.delete(socket);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
