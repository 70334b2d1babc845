package dev.keyway.server.command;

/** What the program ends with. */
public final class ExitCode {

  /** All went well. */
  public static final int FINE = 0;

  /** What was given has problems. */
  public static final int PROBLEMS = 1;

  /** The command line is wrong. */
  public static final int USAGE = 2;

  /** It could not start: an address is in use, a secret is missing. */
  public static final int NOT_STARTED = 3;

  /** A mistake in Keyway itself. */
  public static final int INTERNAL = 4;

  /** Two things that were compared are not the same. */
  public static final int DIFFERENT = 5;

  private ExitCode() {}
}
