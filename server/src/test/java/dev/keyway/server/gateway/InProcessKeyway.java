package dev.keyway.server.gateway;

import dev.keyway.document.ProblemReport;
import dev.keyway.server.config.ConfigReading;
import dev.keyway.server.config.ConfigSource;
import dev.keyway.server.config.DaemonConfig;
import dev.keyway.server.config.Overrides;
import dev.keyway.server.daemon.Daemon;
import dev.keyway.server.daemon.Lines;
import dev.keyway.server.daemon.StartException;
import dev.keyway.server.daemon.Surroundings;
import dev.keyway.testkit.GatewaySetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The daemon in this process, which can be ended and started again at the same addresses. */
public final class InProcessKeyway implements RunningKeyway {

  private final GatewaySetup setup;
  private final String more;
  private final String file;
  private final Lines records;
  private Daemon daemon;
  private List<Integer> ports = List.of();

  private InProcessKeyway(GatewaySetup setup, String file, String more, Lines records)
      throws StartException {
    this.setup = setup;
    this.file = file;
    this.more = more;
    this.records = records;
    daemon = start();
    ports = daemon.doors().stream().map(door -> door.address().port()).toList();
  }

  /**
   * Starts one.
   *
   * @param more of its configuration: listeners, each with an address that ends in {@code :0}, and
   *     gateways
   */
  public static InProcessKeyway start(GatewaySetup setup, String more) throws StartException {
    return new InProcessKeyway(setup, "keyway.yaml", more, new Lines());
  }

  /** Starts a further one with the same policies and the same key of signed contexts. */
  public static InProcessKeyway startBeside(GatewaySetup setup, String file, String more)
      throws StartException {
    return new InProcessKeyway(setup, file, more, new Lines());
  }

  private Daemon start() throws StartException {
    ConfigSource source = new ConfigSource(write(), setup.environment()::get, Overrides.NONE);
    return switch (source.read()) {
      case ConfigReading.Loaded loaded -> start(loaded.config(), source);
      case ConfigReading.Refused refused ->
          throw new AssertionError(new ProblemReport(file, refused.problems()).text());
    };
  }

  private Daemon start(DaemonConfig config, ConfigSource source) throws StartException {
    return Daemon.start(
        config,
        source,
        new Surroundings(setup.environment()::get, InstantSource.system(), records));
  }

  private Path write() {
    String yaml = setup.keywayYaml() + more;
    for (int port : ports) {
      yaml = yaml.replaceFirst(":0\\b", ":" + port);
    }
    try {
      return Files.writeString(setup.folder().resolve(file), yaml + "admin: {address: none}\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public URI relay() {
    return url(0);
  }

  /** Where its listener of this number is, from 0. */
  public URI url(int listener) {
    return URI.create(daemon.doors().get(listener).url());
  }

  /** The listeners' ports, in their order. */
  public List<Integer> ports() {
    return new ArrayList<>(ports);
  }

  @Override
  public void reload() {
    daemon.reload();
  }

  @Override
  public void restart() {
    daemon.close();
    try {
      daemon = start();
    } catch (StartException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public List<String> awaitRecords(int count) {
    return records.awaitAll(count);
  }

  @Override
  public void close() {
    daemon.close();
  }
}
