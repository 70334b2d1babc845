package dev.keyway.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A configuration that was made.
 *
 * @param text its lines, each with its end
 */
record MadeText(String text) {

  /** Writes it to a file, or where none is given prints it. */
  void to(@Nullable Path output, Console console) throws CommandFailure {
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
