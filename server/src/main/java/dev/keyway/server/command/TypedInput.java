package dev.keyway.server.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a person types, or a script writes to standard input. */
final class TypedInput {

  private static final int MOST_BYTES = 64 << 10;

  private TypedInput() {}

  /** Whether a person is there. */
  static boolean isThere() {
    return StopSignal.isAtTerminal();
  }

  /** A line that is not shown while it is typed. Only where a person {@link #isThere()}. */
  @SuppressWarnings("SystemConsoleNull") // null only where the caller did not ask
  static char[] hidden(String prompt) throws CommandFailure {
    java.io.Console terminal = System.console();
    char[] typed = terminal == null ? null : terminal.readPassword("%s: ", prompt);
    if (typed == null) {
      throw new CommandFailure(ExitCode.PROBLEMS, "nothing was typed; nothing was written");
    }
    return typed;
  }

  /**
   * A value: typed unseen at a terminal, else all of standard input but one line break at its end.
   */
  static String value(String prompt) throws CommandFailure {
    if (!isThere()) {
      return withoutLineBreak(text(System.in, MOST_BYTES));
    }
    char[] typed = hidden(prompt);
    String value = new String(typed);
    Arrays.fill(typed, '\0');
    return value;
  }

  /**
   * A text.
   *
   * @throws CommandFailure when it is longer, or not in UTF-8
   */
  static String text(InputStream from, int mostBytes) throws CommandFailure {
    try {
      byte[] bytes = from.readNBytes(mostBytes + 1);
      if (bytes.length > mostBytes) {
        throw new CommandFailure(
            ExitCode.PROBLEMS, "the input is longer than " + (mostBytes >> 10) + " KiB");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new CommandFailure(ExitCode.PROBLEMS, "the input is no text in UTF-8");
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.PROBLEMS, "the input can't be read");
    }
  }

  private static String withoutLineBreak(String text) {
    String cut = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return cut.length() < text.length() && cut.endsWith("\r")
        ? cut.substring(0, cut.length() - 1)
        : cut;
  }
}
