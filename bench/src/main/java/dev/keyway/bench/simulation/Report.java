package dev.keyway.bench.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What all strategies came to in all scenarios, as a page of Markdown. */
final class Report {

  private final Map<Scenario, Map<Strategy, Figures>> figures;
  private final StringBuilder page = new StringBuilder();

  private Report(Map<Scenario, Map<Strategy, Figures>> figures) {
    this.figures = figures;
  }

  /** Runs all of it: some ten seconds of processor time. */
  static String write() {
    Map<Scenario, Map<Strategy, Figures>> figures = new LinkedHashMap<>();
    List<Map<Strategy, Figures>> rows = Scenarios.all().parallelStream().map(Report::row).toList();
    for (int i = 0; i < rows.size(); i++) {
      figures.put(Scenarios.all().get(i), rows.get(i));
    }
    return new Report(figures).page();
  }

  private static Map<Strategy, Figures> row(Scenario scenario) {
    Map<Strategy, Figures> row = new LinkedHashMap<>();
    Strategy.all().forEach(strategy -> row.put(strategy, Simulation.run(scenario, strategy)));
    return row;
  }

  private String page() {
    page.append(Strategy.text("report-head.md")).append('\n');
    strategies();
    page.append("## At a glance\n\nRequests answered, in percent:\n\n");
    overview(each -> percent(each.served()));
    page.append("\nUpstream calls that brought no answer, for 100 requests:\n\n");
    overview(each -> percent(each.wasted()));
    page.append("\n## Each scenario\n");
    figures.forEach(this::scenario);
    return page.toString();
  }

  private void strategies() {
    page.append("## The strategies\n\n| strategy | in the policy |\n|---|---|\n");
    for (Strategy strategy : Strategy.all()) {
      List<String> lines =
          strategy.yaml().lines().map(String::strip).filter(line -> line.startsWith("- ")).toList();
      String written =
          lines.isEmpty()
              ? "none: the listed order"
              : lines.stream()
                  .map(line -> '`' + line.substring(2).replace("|", "\\|") + '`')
                  .collect(Collectors.joining("<br>then "));
      row(strategy.name(), written);
    }
    page.append('\n');
  }

  private void overview(Function<Figures, String> column) {
    List<Strategy> strategies = Strategy.all();
    row("", strategies.stream().map(Strategy::name).toArray(String[]::new));
    page.append("|---|").append("--:|".repeat(strategies.size())).append('\n');
    figures.forEach((scenario, row) ->
        row(
            "[%s](#%s)".formatted(scenario.name(), anchor(scenario.name())),
            strategies.stream()
                .map(strategy -> column.apply(row.get(strategy)))
                .toArray(String[]::new)));
  }

  private void scenario(Scenario scenario, Map<Strategy, Figures> row) {
    page.append("\n### ").append(scenario.name()).append("\n\n");
    page.append(scenario.about()).append("\n\n");
    row(
        "strategy",
        "answered %",
        "wasted /100",
        "unused %",
        "fairness",
        "median ms",
        "p99 ms",
        "cached %");
    page.append("|---|--:|--:|--:|--:|--:|--:|--:|\n");
    row.forEach((strategy, each) ->
        row(
            strategy.name(),
            percent(each.served()),
            percent(each.wasted()),
            percent(each.unused()),
            String.format(Locale.ROOT, "%.2f", each.fairness()),
            Long.toString(each.medianMillis()),
            Long.toString(each.p99Millis()),
            String.format(Locale.ROOT, "%.0f", 100 * each.cached())));
  }

  private void row(String first, String... cells) {
    page.append("| ").append(first).append(" | ");
    page.append(String.join(" | ", cells)).append(" |\n");
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  /** As GitHub makes it of a heading. */
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 ]", "").replace(' ', '-');
  }
}
