package dev.keyway.server.explain;

import dev.keyway.explain.Plan;
import dev.keyway.failover.ModelTrial;
import dev.keyway.policy.ApiKey;
import dev.keyway.route.Payer;
import dev.keyway.select.KeyOrder;
import dev.keyway.select.StrategyRun;
import java.util.ArrayList;
import java.util.List;

/** How the keys for one model were chosen. */
final class KeysText {

  private KeysText() {}

  static List<String> lines(ModelTrial trial) {
    List<String> lines = new ArrayList<>();
    KeyOrder keys = trial.keys();
    String name = "  " + Printable.line(Plan.name(trial.candidate())) + ": ";
    if (keys == null) {
      lines.add(
          name
              + (trial.skipped() == null
                  ? without(trial.payer())
                  : "not tried, " + trial.skipped()));
      return lines;
    }
    lines.add(
        name
            + names(keys.keys().stream().map(ApiKey::id).toList())
            + whose(trial.payer())
            + chosenBy(keys));
    if (trial.skipped() != null) {
      lines.add("    not tried, " + trial.skipped());
    }
    lines.addAll(details(keys));
    return lines;
  }

  private static String whose(Payer payer) {
    return payer == Payer.HOUSE ? ", of the house" : "";
  }

  private static String without(Payer payer) {
    return payer == Payer.NOBODY ? "none is needed" : "the client's own";
  }

  private static List<String> details(KeyOrder keys) {
    Columns columns = new Columns();
    for (int i = 0; i < keys.runs().size(); i++) {
      StrategyRun run = keys.runs().get(i);
      String result = run.error() == null ? names(run.keys()) : "failed: " + run.error();
      columns.row("strategy " + (i + 1), result, Printable.line(run.strategy()));
    }
    List<String> lines = new ArrayList<>(columns.lines("    "));
    Columns leftOut = new Columns();
    keys.leftOut().forEach(each -> leftOut.row("left out", each.key(), each.reason()));
    lines.addAll(leftOut.lines("    "));
    return lines;
  }

  private static String names(List<String> keys) {
    return keys.isEmpty() ? "none" : String.join(", ", keys);
  }

  private static String chosenBy(KeyOrder keys) {
    return switch (keys.choice()) {
      case LISTED -> keys.keys().size() > 1 ? " (listed order)" : "";
      case STRATEGY -> " (by strategy " + keys.runs().size() + ")";
      case COLD_START -> " (no strategy gave any; nothing is known of these yet)";
      case NONE -> " (no strategy gave any)";
    };
  }
}
