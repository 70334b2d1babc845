package dev.keyway.server;

/** The program's entry: what {@code ./keyway} starts. */
public final class Main {

  private Main() {}

  /** Runs the command that the arguments name. */
  public static void main(String[] args) {
    System.err.println("keyway: there is no command to run yet");
    System.exit(2);
  }
}
