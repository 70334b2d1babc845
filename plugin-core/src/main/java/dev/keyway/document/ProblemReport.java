package dev.keyway.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.keyway.document.Problem.Severity;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The problems of one file, for people and for scripts.
 *
 * @param file how the user named the file
 */
public record ProblemReport(String file, List<Problem> problems) {

  private static final JsonFactory JSON = new JsonFactory();

  public ProblemReport {
    problems = List.copyOf(problems);
  }

  /** Whether the file loads. */
  public boolean loads() {
    return problems.stream().noneMatch(problem -> problem.severity() == Severity.ERROR);
  }

  /**
   * One line a problem, each ended by a newline, in the form compilers use, so that editors find
   * the place: {@code file:line:column: error: path: message (did you mean "x"?)}.
   */
  public String text() {
    StringBuilder text = new StringBuilder();
    problems.forEach(problem -> text.append(line(problem)).append('\n'));
    return text.toString();
  }

  /** The same on one line, for where there is but one: {@code file:…; file:…}. */
  public String line() {
    return text().lines().collect(Collectors.joining("; "));
  }

  private String line(Problem problem) {
    StringBuilder line = new StringBuilder(file);
    if (problem.line() > 0) {
      line.append(':').append(problem.line()).append(':').append(problem.column());
    }
    line.append(": ").append(severity(problem)).append(": ");
    if (!problem.path().isEmpty()) {
      line.append(problem.path()).append(": ");
    }
    line.append(problem.message());
    if (problem.nearest() != null) {
      line.append(" (did you mean ").append(Shown.quoted(problem.nearest())).append("?)");
    }
    return Shown.onOneLine(line.toString());
  }

  /**
   * <code>
   * {"ok":…,"files":[{"file","ok","problems":[{"severity","path","line","column","message","nearest"}]}]}
   * </code>, in one line; {@code nearest} only where there is one, line and column only where they
   * are known.
   */
  public static String json(List<ProblemReport> reports) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeBooleanField("ok", reports.stream().allMatch(ProblemReport::loads));
      json.writeArrayFieldStart("files");
      for (ProblemReport report : reports) {
        report.write(json);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("file", file);
    json.writeBooleanField("ok", loads());
    json.writeArrayFieldStart("problems");
    for (Problem problem : problems) {
      write(problem, json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(Problem problem, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("severity", severity(problem));
    json.writeStringField("path", problem.path());
    if (problem.line() > 0) {
      json.writeNumberField("line", problem.line());
      json.writeNumberField("column", problem.column());
    }
    json.writeStringField("message", problem.message());
    if (problem.nearest() != null) {
      json.writeStringField("nearest", problem.nearest());
    }
    json.writeEndObject();
  }

  private static String severity(Problem problem) {
    return problem.severity().name().toLowerCase(Locale.ROOT);
  }
}
