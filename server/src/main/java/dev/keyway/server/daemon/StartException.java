package dev.keyway.server.daemon;

import dev.keyway.document.ProblemReport;
import java.util.List;
import java.util.stream.Collectors;

/** The daemon could not start. The message is for a person, perhaps of several lines. */
public final class StartException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean input;

  private StartException(String message, boolean input) {
    super(message);
    this.input = input;
  }

  /** Files have problems. */
  public static StartException badInput(List<ProblemReport> reports) {
    return new StartException(text(reports), true);
  }

  /** The files are good, but these secrets have no value. */
  static StartException unsetSecrets(List<ProblemReport> reports) {
    return new StartException(text(reports), false);
  }

  /** Something outside the files is not as it must be: a secret, an address. */
  public static StartException impossible(String message) {
    return new StartException(message, false);
  }

  /** Whether the files are to blame, rather than what is around them. */
  public boolean isInput() {
    return input;
  }

  private static String text(List<ProblemReport> reports) {
    return reports.stream().map(ProblemReport::text).collect(Collectors.joining()).stripTrailing();
  }
}
