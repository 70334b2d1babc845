package dev.keyway.server.command;

import dev.keyway.access.Listener;
import dev.keyway.access.PolicyRef;
import dev.keyway.document.ProblemReport;
import dev.keyway.server.config.ConfigReading;
import dev.keyway.server.config.ConfigSource;
import dev.keyway.server.config.DaemonConfig;
import dev.keyway.server.config.HostAndPort;
import dev.keyway.server.daemon.Ahead;
import dev.keyway.server.daemon.Daemon;
import dev.keyway.server.daemon.StartException;
import dev.keyway.server.daemon.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The daemon from its start to the signal that ends it, and what it tells people. */
final class DaemonRun {

  private DaemonRun() {}

  /**
   * Starts it, says where it listens, and returns the exit code when it was stopped.
   *
   * @throws CommandFailure when it can't start, with what to do
   */
  static int untilStopped(ServeOptions options, Surroundings surroundings, Console console)
      throws CommandFailure, InterruptedException {
    Path file = options.config();
    if (file != null && !Files.isReadable(file)) {
      throw new CommandFailure(ExitCode.PROBLEMS, "the configuration " + file + " can't be read");
    }
    Ahead ahead = Ahead.load();
    ConfigSource source = new ConfigSource(file, surroundings.environment(), options.overrides());
    ConfigReading reading = source.read();
    ahead.awaitLibraries();
    try (Daemon daemon = start(config(file, reading, console), source, surroundings)) {
      StopSignal signal = StopSignal.watch(daemon::reload);
      daemon.notes().forEach(console::warn);
      console.say(readyLine(daemon));
      signal.await();
      console.say("keyway is stopping");
    }
    return ExitCode.FINE;
  }

  private static Daemon start(DaemonConfig read, ConfigSource source, Surroundings surroundings)
      throws CommandFailure {
    try {
      return Daemon.start(read, source, surroundings);
    } catch (StartException e) {
      int code = e.isInput() ? ExitCode.PROBLEMS : ExitCode.NOT_STARTED;
      throw new CommandFailure(code, "could not start\n" + e.getMessage());
    }
  }

  private static DaemonConfig config(@Nullable Path file, ConfigReading reading, Console console)
      throws CommandFailure {
    String name = file == null ? "command line" : file.toString();
    String problems = new ProblemReport(name, reading.problems()).text().stripTrailing();
    return switch (reading) {
      case ConfigReading.Loaded loaded -> {
        problems.lines().forEach(console::warn);
        yield loaded.config();
      }
      case ConfigReading.Refused refused ->
          throw new CommandFailure(ExitCode.PROBLEMS, "could not start\n" + problems);
    };
  }

  private static String readyLine(Daemon daemon) {
    String doors =
        daemon.doors().stream()
            .map(door -> door.url() + " (" + described(door.kind()) + ")")
            .collect(Collectors.joining(", "));
    HostAndPort admin = daemon.adminAddress();
    return "keyway is ready: "
        + doors
        + daemon.adapterDoors().stream().map(door -> ", " + door).collect(Collectors.joining())
        + (admin == null ? "" : ", admin http://" + admin);
  }

  private static String described(Listener listener) {
    return switch (listener) {
      case Listener.Gateway gateway -> "for host gateways";
      case Listener.Entry(PolicyRef.Named(String name), var authentication) -> "policy " + name;
      case Listener.Entry(PolicyRef.Digested(String digest), var authentication) ->
          "policy " + digest;
    };
  }
}
