package dev.keyway.server.command;

import dev.keyway.document.ProblemReport;
import dev.keyway.explain.Plan;
import dev.keyway.explain.PlanJson;
import dev.keyway.server.explain.ComparisonText;
import dev.keyway.server.explain.PlanText;
import java.util.List;
import picocli.CommandLine.Option;

/** How plans are printed. */
final class ExplainOutput {

  @Option(names = "--brief", description = "Leave out what would be sent.")
  private boolean brief;

  @Option(names = "--json", description = "Print one JSON object for scripts.")
  private boolean json;

  void print(Plan plan, List<String> notes, Console console) {
    if (json) {
      console.result(PlanJson.line(plan, notes));
      return;
    }
    PlanText text = PlanText.of(plan, Console::styled);
    (brief ? text.decisions() : text.whole()).forEach(console::result);
    notes.forEach(note -> console.warn("note: " + note));
  }

  void print(Plan before, Plan after, List<String> notes, Console console) {
    if (json) {
      console.result(PlanJson.line(before, after, notes));
      return;
    }
    ComparisonText.lines(before, after, Console::styled).forEach(console::result);
    notes.forEach(note -> console.warn("note: " + note));
  }

  void report(List<ProblemReport> reports, Console console) {
    if (json) {
      console.result(ProblemReport.json(reports));
      return;
    }
    reports.stream()
        .flatMap(report -> report.text().lines())
        .forEach(line -> console.say(Console.styled("red", line)));
  }
}
