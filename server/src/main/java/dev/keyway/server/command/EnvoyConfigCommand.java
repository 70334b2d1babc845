package dev.keyway.server.command;

import dev.keyway.envoy.config.EnvoyConfig;
import dev.keyway.envoy.config.EnvoySetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints Envoy's configuration for some policies. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Print Envoy's configuration for policies: to one policy every path leads, to several each by its name, /NAME/v1/…",
      "Starts nothing, calls nobody, and needs no secret. The same files give the same text."
    },
    footer = {
      "",
      "  keyway envoy config --config keyway.yaml > envoy.yaml",
      "  keyway envoy config policy.yaml --form native --listen 0.0.0.0:8080 --output envoy.yaml",
      "  keyway envoy config chat code --config keyway.yaml --jwt staff --fragment",
      "",
      "docs/envoy.md says which form does what."
    })
final class EnvoyConfigCommand implements Callable<Integer> {

  @Mixin private final EnvoyConfigOptions options = new EnvoyConfigOptions();

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
    options.check();
    EnvoyInputs inputs = EnvoyInputs.read(options);
    EnvoySetup setup = inputs.good() ? inputs.setup(options) : null;
    inputs.reports().stream()
        .flatMap(report -> report.text().lines())
        .forEach(line -> console.say(Console.styled(inputs.good() ? "yellow" : "red", line)));
    if (setup == null || !inputs.good()) {
      return ExitCode.PROBLEMS;
    }
    print(EnvoyConfig.of(setup), console);
    return ExitCode.FINE;
  }

  private void print(String text, Console console) throws CommandFailure {
    if (output == null) {
      console.result(text.stripTrailing());
      return;
    }
    try {
      Files.writeString(output, text);
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.PROBLEMS, output + " can't be written");
    }
    console.say("wrote " + output);
  }
}
