package dev.keyway.scripted;

/** The lines of a server-sent event (HTML living standard, section 9.2). */
public final class Sse {

  /** What ends an OpenAI chat stream. */
  public static final String DONE = data("[DONE]");

  private Sse() {}

  /** An event of one data line. */
  public static String data(String data) {
    return "data: " + data + "\n\n";
  }

  /** A named event of one data line. */
  public static String event(String name, String data) {
    return "event: " + name + "\n" + data(data);
  }

  /** A comment, which readers skip. */
  public static String comment(String text) {
    return ": " + text + "\n\n";
  }
}
