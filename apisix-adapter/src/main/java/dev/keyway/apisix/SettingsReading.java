package dev.keyway.apisix;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.keyway.document.DocumentReader;
import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.document.Problem;
import dev.keyway.document.ProblemReport;
import dev.keyway.document.Problems;
import dev.keyway.host.RouteSettings;
import java.util.List;

/** What came of reading a {@code value}. */
sealed interface SettingsReading {

  /** What it is called where it is wrong. */
  String CALLED = "the value of keyway";

  /** It can be worked with. */
  record Read(RouteSettings settings) implements SettingsReading {}

  /**
   * It is wrong.
   *
   * @param message what is wrong, and what to do, on one line
   */
  record Wrong(String message) implements SettingsReading {}

  /** Reads one. */
  static SettingsReading of(String value) {
    Problems problems = new Problems();
    Node node = DocumentReader.read(value.getBytes(UTF_8), problems);
    Fields fields = node == null ? null : Fields.of(node, problems);
    RouteSettings settings = fields == null ? null : RouteSettings.read(fields, problems);
    if (fields != null) {
      fields.end();
    }
    return settings == null || problems.hasErrors()
        ? new Wrong(message(problems.inOrder()))
        : new Read(settings);
  }

  private static String message(List<Problem> found) {
    return found.isEmpty()
        ? CALLED + " is empty: write {\"policy\": NAME}"
        : new ProblemReport(CALLED, found).line();
  }
}
