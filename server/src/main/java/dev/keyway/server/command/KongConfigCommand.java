package dev.keyway.server.command;

import dev.keyway.kong.config.KongConfig;
import dev.keyway.kong.config.KongSetup;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints Kong's configuration for some policies. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Print Kong's configuration for policies, for decK or for a Kong without a database: a route each, by name, /NAME/v1/…",
      "Starts nothing, calls nobody, and needs no secret. The same files give the same text."
    },
    footer = {
      "",
      "  keyway kong config --config keyway.yaml > kong.yml",
      "  keyway kong config policy.yaml --path /ai --kong-version 3.4 --output kong.yml",
      "  keyway kong config chat code --config keyway.yaml --route chat=/llm/chat --auth none",
      "",
      "docs/kong.md explains what is printed."
    })
final class KongConfigCommand implements Callable<Integer> {

  @Mixin private final KongConfigOptions options = new KongConfigOptions();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write it there instead of to standard output.")
  private @Nullable Path output;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws CommandFailure {
    Console console = Console.of(spec);
    HostPolicies read = HostPolicies.read(options.named());
    KongSetup setup = read.good() ? new KongInputs(options, read).setup() : null;
    read.tell(console);
    if (setup == null || !read.good()) {
      return ExitCode.PROBLEMS;
    }
    String text = options.kubernetes() ? KongConfig.kubernetes(setup) : KongConfig.deck(setup);
    new MadeText(text).to(output, console);
    return ExitCode.FINE;
  }
}
