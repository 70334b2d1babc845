package dev.keyway.server.command;

import java.io.PrintWriter;

/** What becomes of a command that failed. */
final class Failures {

  private static final String INTERNAL = "keyway: a mistake in Keyway itself, please report it: ";

  private Failures() {}

  /** Prints what is wrong and returns what the program ends with. */
  static int tell(Exception failure, PrintWriter err) {
    if (failure instanceof CommandFailure known) {
      err.println(Console.styled("red", "keyway: " + known.getMessage()));
      err.flush();
      return known.exitCode();
    }
    // Not its message: a library's may quote what it was given.
    err.println(Console.styled("red", INTERNAL + failure.getClass().getName()));
    for (StackTraceElement frame : failure.getStackTrace()) {
      err.println("  at " + frame);
    }
    err.flush();
    return ExitCode.INTERNAL;
  }
}
