package dev.keyway.server.warm;

import dev.keyway.server.command.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code keyway warm}. */
@Command(
    name = "warm",
    mixinStandardHelpOptions = true,
    description = {
      "Make the start-up cache anew: later starts take a fraction of the time and of the processor.",
      "It is for the JDK and the jars it was made with; where these change it is not used any more, and this makes another.",
      "A daemon serves scripted requests on this machine's loopback for that, with keys made up; nothing else is called."
    },
    footer = {"", "A checkout makes it when it builds. In an image: RUN keyway warm"},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:it is made", "3:it could not be made; keyway starts without it"})
public final class WarmCommand implements Callable<Integer> {

  /** Set by the launcher: the launcher itself, and the file it looks for at the next start. */
  private static final String LAUNCHER = "KEYWAY_LAUNCHER";

  private static final String CACHE_FILE = "KEYWAY_CACHE_FILE";

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    String launcher = System.getenv(LAUNCHER);
    String file = System.getenv(CACHE_FILE);
    if (launcher == null || file == null) {
      err.println(
          "keyway: there is no place for a start-up cache: run this by the launcher `keyway`, and not with"
              + " KEYWAY_CACHE=none");
      return ExitCode.NOT_STARTED;
    }
    try {
      StartUpCache.make(Path.of(launcher), Path.of(file));
      err.println("keyway: made the start-up cache " + file);
      return ExitCode.FINE;
    } catch (WarmException e) {
      err.println("keyway: made no start-up cache: " + e.getMessage());
      return ExitCode.NOT_STARTED;
    } finally {
      err.flush();
    }
  }
}
