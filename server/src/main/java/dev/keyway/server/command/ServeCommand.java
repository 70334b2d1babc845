package dev.keyway.server.command;

import dev.keyway.server.config.HostAndPort;
import dev.keyway.server.config.Overrides;
import dev.keyway.server.config.PolicyFile;
import dev.keyway.server.config.ProviderAddress;
import dev.keyway.server.config.RecordsConfig;
import dev.keyway.server.daemon.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
    return DaemonRun.untilStopped(options(), surroundings, Console.of(spec));
  }

  /** What the command line says. */
  ServeOptions options() {
    if (policy == null && config == null) {
      throw new ParameterException(
          spec.commandLine(), "Give a policy (keyway serve policy.yaml) or --config keyway.yaml.");
    }
    if (require != null && !require.equals(ServeOptions.NO_KEY)) {
      throw new ParameterException(
          spec.commandLine(),
          "--require takes only the value none; leave it out to require access keys.");
    }
    return new ServeOptions(
        config,
        new Overrides(
            policy == null ? null : PolicyFile.of(policy),
            listen,
            require != null,
            admin,
            accessKeys,
            records,
            ignoreHostActions,
            providerUrls));
  }
}
