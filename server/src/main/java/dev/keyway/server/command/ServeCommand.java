package dev.keyway.server.command;

import dev.keyway.access.Listener;
import dev.keyway.access.PolicyRef;
import dev.keyway.document.ProblemReport;
import dev.keyway.server.config.ConfigReading;
import dev.keyway.server.config.ConfigSource;
import dev.keyway.server.config.DaemonConfig;
import dev.keyway.server.config.HostAndPort;
import dev.keyway.server.config.Overrides;
import dev.keyway.server.config.PolicyFile;
import dev.keyway.server.config.ProviderAddress;
import dev.keyway.server.config.RecordsConfig;
import dev.keyway.server.daemon.Daemon;
import dev.keyway.server.daemon.StartException;
import dev.keyway.server.daemon.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the daemon until a signal ends it. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Run the daemon: take requests, choose provider, model and key, pass the answer on.",
      "Decision records go to standard output, a JSON object a line; everything for people goes to standard error."
    },
    footer = {
      "",
      "  keyway serve policy.yaml",
      "  keyway serve policy.yaml | jq .models_tried",
      "  keyway serve --config keyway.yaml",
      "",
      "SIGTERM: takes nothing new, lets what is under way finish (shutdown.grace), exits with 0. A second one ends at once.",
      "SIGHUP: reads all files again at once; without it changes are noticed within a second or two."
    })
public final class ServeCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "POLICY",
      description =
          "The policy's file. Clients' access keys are needed unless it, or --require none, says otherwise.")
  private @Nullable Path policy;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The daemon's configuration, keyway.yaml; what stands on the command line has precedence.")
  private @Nullable Path config;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      converter = Converters.Address.class,
      description =
          "Where clients come in; 127.0.0.1:8700 by default. Port 0 takes any free one and prints it.")
  private @Nullable HostAndPort listen;

  @Option(
      names = "--admin",
      paramLabel = "HOST:PORT|none",
      converter = Converters.Admin.class,
      description = "Where health, metrics and recent records are; 127.0.0.1:8701 by default.")
  private Overrides.@Nullable AdminAt admin;

  @Option(
      names = "--require",
      paramLabel = "none",
      description =
          "none: let in whoever can reach the address. Without it clients need an access key (keyway keys create NAME).")
  private @Nullable String require;

  @Option(
      names = "--access-keys",
      paramLabel = "FILE",
      description = "The access keys; access-keys.json by default. Followed while it changes.")
  private @Nullable Path accessKeys;

  @Option(
      names = "--ignore-host-actions",
      description =
          "Take what the host gateway does in a policy's place (restrict-ips, jwt-validation, …) for a warning;"
              + " it is not carried out here.")
  private boolean ignoreHostActions;

  @Option(
      names = "--provider-url",
      paramLabel = "ID=URL",
      converter = Converters.ProviderUrl.class,
      description =
          "Send a provider's traffic there instead: an egress proxy's path, a test server. May be repeated.")
  private List<ProviderAddress> providerUrls = new ArrayList<>();

  @Option(
      names = "--records",
      paramLabel = "FILE|-|none",
      converter = Converters.Records.class,
      description = "Where decision records go; -, standard output, by default.")
  private RecordsConfig.@Nullable Target records;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  private final Surroundings surroundings = Surroundings.ofProcess();

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    Console console = Console.of(spec);
    ConfigSource source = new ConfigSource(config, surroundings.environment(), overrides());
    try (Daemon daemon = start(config(source, console), source)) {
      StopSignal signal = StopSignal.watch(daemon::reload);
      daemon.notes().forEach(console::warn);
      console.say(readyLine(daemon));
      signal.await();
      console.say("keyway is stopping");
    }
    return ExitCode.FINE;
  }

  private Daemon start(DaemonConfig read, ConfigSource source) throws CommandFailure {
    try {
      return Daemon.start(read, source, surroundings);
    } catch (StartException e) {
      int code = e.isInput() ? ExitCode.PROBLEMS : ExitCode.NOT_STARTED;
      throw new CommandFailure(code, "could not start\n" + e.getMessage());
    }
  }

  private DaemonConfig config(ConfigSource source, Console console) throws CommandFailure {
    if (policy == null && config == null) {
      throw new ParameterException(
          spec.commandLine(), "Give a policy (keyway serve policy.yaml) or --config keyway.yaml.");
    }
    if (config != null && !Files.isReadable(config)) {
      throw new CommandFailure(ExitCode.PROBLEMS, "the configuration " + config + " can't be read");
    }
    ConfigReading reading = source.read();
    String name = config == null ? "command line" : config.toString();
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

  private Overrides overrides() {
    if (require != null && !require.equals("none")) {
      throw new ParameterException(
          spec.commandLine(),
          "--require takes only the value none; leave it out to require access keys.");
    }
    return new Overrides(
        policy == null ? null : PolicyFile.of(policy),
        listen,
        require != null,
        admin,
        accessKeys,
        records,
        ignoreHostActions,
        providerUrls);
  }

  private static String readyLine(Daemon daemon) {
    String doors =
        daemon.doors().stream()
            .map(door -> door.url() + " (" + described(door.kind()) + ")")
            .collect(Collectors.joining(", "));
    HostAndPort admin = daemon.adminAddress();
    return "keyway is ready: " + doors + (admin == null ? "" : ", admin http://" + admin);
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
