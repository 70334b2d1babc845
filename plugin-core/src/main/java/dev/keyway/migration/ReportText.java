package dev.keyway.migration;

import dev.keyway.document.Problem;
import dev.keyway.migration.MigrationReport.Left;
import dev.keyway.migration.Outline.WrittenAction;
import dev.keyway.migration.Outline.WrittenRule;
import dev.keyway.rule.ActionType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A report as Markdown, to be pasted into a ticket. */
final class ReportText {

  private final MigrationReport report;
  private final StringBuilder text = new StringBuilder();

  ReportText(MigrationReport report) {
    this.report = report;
  }

  String text() {
    line("# Moving `" + report.file() + "` to Keyway");
    line("");
    line(verdict());
    problems("Must be changed", report.mustChange());
    rules();
    host();
    differences();
    secrets();
    problems("Good to know", report.shouldKnow());
    howToRun();
    return text.toString();
  }

  private String verdict() {
    int wrong = report.mustChange().size();
    int left = report.leftToTheHost().size();
    if (wrong > 0) {
      return "**It does not load yet**: %s must be changed first.".formatted(places(wrong));
    }
    return left == 0
        ? "**It loads as it is.**"
        : "**It loads with `--ignore-host-actions`**, once the host gateway does what is left to it in %s."
            .formatted(places(left));
  }

  private static String places(int count) {
    return count == 1 ? "one place" : count + " places";
  }

  private void problems(String title, List<Problem> problems) {
    table(
        title,
        problems,
        List.of("where", "what"),
        List.of(
            one -> place(one.path(), one.line(), one.column()),
            one ->
                one.message()
                    + (one.nearest() == null ? "" : " (did you mean `" + one.nearest() + "`?)")));
  }

  private static String place(String path, int line, int column) {
    String where = path.isEmpty() ? "the file" : code(path);
    return line == 0 ? where : where + ", line " + line + ":" + column;
  }

  private void rules() {
    Map<String, List<WrittenRule>> byPhase =
        report.rules().stream()
            .collect(
                Collectors.groupingBy(WrittenRule::phase, LinkedHashMap::new, Collectors.toList()));
    if (byPhase.isEmpty()) {
      return;
    }
    title("What runs here");
    byPhase.forEach((phase, rules) -> {
      if (!phase.isEmpty()) {
        line("`" + phase + "`:");
        line("");
      }
      for (int i = 0; i < rules.size(); i++) {
        line((i + 1) + ". " + rule(rules.get(i)));
        for (WrittenAction action : rules.get(i).actions()) {
          line("   - " + action(rules.get(i), action));
        }
      }
      line("");
    });
    text.setLength(text.length() - 1);
  }

  private static String rule(WrittenRule rule) {
    String name = rule.name() == null ? "" : "*" + escaped(rule.name()) + "*, ";
    String when =
        rule.expressions().isEmpty()
            ? "always"
            : "when "
                + rule.expressions().stream()
                    .map(Literals::masked)
                    .map(ReportText::code)
                    .collect(Collectors.joining(" and "));
    return name + when + ":";
  }

  private static String action(WrittenRule rule, WrittenAction action) {
    String words = GatewayWords.of(action);
    String fate =
        MigrationReport.ofTheHost(rule, action) != null
            ? ": **left to the host gateway**"
            : ActionType.named(action.type()) == null ? ": **does not run here**" : "";
    return code(action.type()) + fate + (words.isEmpty() ? "" : ": " + words);
  }

  private void host() {
    Map<String, Left> each = new LinkedHashMap<>();
    report.leftToTheHost().forEach(left -> each.putIfAbsent(left.what().names().getFirst(), left));
    table(
        "What the host gateway does",
        List.copyOf(each.values()),
        List.of("action", "line", "Kong", "APISIX", "Envoy", "why there"),
        List.of(
            left -> code(left.what().names().getFirst()),
            left -> lines(left),
            left -> left.what().kong(),
            left -> left.what().apisix(),
            left -> left.what().envoy(),
            left -> left.what().why()));
  }

  private String lines(Left of) {
    return report.leftToTheHost().stream()
        .filter(left -> left.what().equals(of.what()))
        .map(left -> String.valueOf(left.action().place().line()))
        .collect(Collectors.joining(", "));
  }

  private void differences() {
    table(
        "What means something else",
        report.differences(),
        List.of("what", "here", "to have it as before"),
        List.of(Difference::topic, Difference::here, one -> one.keep() == null ? "" : one.keep()));
  }

  private void secrets() {
    table(
        "Secrets it needs",
        report.secrets(),
        List.of("secret", "read from", "set here"),
        List.of(
            one -> code(one.ref().toString()),
            one -> one.place() == null ? "" : code(one.place()),
            one -> one.set() ? "yes" : "**no**"));
  }

  private void howToRun() {
    title("How to run it");
    String ignore = report.leftToTheHost().isEmpty() ? "" : " --ignore-host-actions";
    line("    ./keyway check" + ignore + " --secrets " + report.file());
    line("    ./keyway serve " + report.file() + ignore);
  }

  private <T> void table(
      String title, List<T> rows, List<String> head, List<Function<T, @Nullable String>> cells) {
    if (rows.isEmpty()) {
      return;
    }
    title(title);
    line("| " + String.join(" | ", head) + " |");
    line("|" + "---|".repeat(head.size()));
    for (T row : rows) {
      List<String> words = new ArrayList<>();
      cells.forEach(cell -> words.add(cell(cell.apply(row))));
      line("| " + String.join(" | ", words) + " |");
    }
  }

  /** A text in a table: on one line, its bars no bars. */
  private static String cell(@Nullable String words) {
    return words == null ? "" : words.strip().replaceAll("\\s+", " ").replace("|", "\\|");
  }

  private static String escaped(String words) {
    return words.strip().replaceAll("\\s+", " ").replaceAll("([*_`<\\[])", "\\\\$1");
  }

  /** A text of the file as it is, on one line; with more ticks around it than stand in it. */
  private static String code(String words) {
    String line = words.strip().replaceAll("\\s+", " ");
    return line.contains("`") ? "`` " + line + " ``" : "`" + line + "`";
  }

  private void title(String words) {
    line("");
    line("## " + words);
    line("");
  }

  private void line(String words) {
    text.append(words).append('\n');
  }
}
