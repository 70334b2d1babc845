package dev.keyway.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a configuration goes that was made. */
final class OutputOption {

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write it there instead of to standard output.")
  private @Nullable Path output;

  /**
   * Writes it to the file, or where none is given prints it.
   *
   * @param made its lines, each with its end
   */
  void write(String made, Console console) throws CommandFailure {
    if (output == null) {
      console.result(made.stripTrailing());
      return;
    }
    try {
      Files.writeString(output, made);
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.PROBLEMS, output + " can't be written");
    }
    console.say("wrote " + output);
  }
}
