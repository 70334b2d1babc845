package dev.keyway.server.command;

import dev.keyway.access.AccessKeysFile;
import dev.keyway.access.AccessKeysUnreadableException;
import dev.keyway.document.ProblemReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The file the keys are in, and what can go wrong with it. */
final class KeyFileOption {

  @Option(
      names = "--file",
      paramLabel = "FILE",
      defaultValue = "access-keys.json",
      description = "The access key file; ${DEFAULT-VALUE} by default, where serve finds it too.")
  private Path path = Path.of("access-keys.json");

  Path path() {
    return path;
  }

  /** Does something with the file; what goes wrong ends the command. */
  <T> T with(Work<T> work) throws CommandFailure {
    try {
      return work.on(new AccessKeysFile(path));
    } catch (AccessKeysUnreadableException e) {
      String problems = new ProblemReport(path.toString(), e.problems()).text().stripTrailing();
      throw new CommandFailure(ExitCode.PROBLEMS, "the file was left as it is\n" + problems);
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.PROBLEMS, whyNot());
    }
  }

  private String whyNot() {
    Path folder = path.toAbsolutePath().getParent();
    boolean noFolder = folder != null && !Files.isDirectory(folder);
    return noFolder
        ? "there is no folder " + folder
        : path + " can't be read or written by this user";
  }

  /** What is done with the file. */
  interface Work<T> {
    T on(AccessKeysFile file) throws IOException, AccessKeysUnreadableException;
  }
}
