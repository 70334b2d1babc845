package dev.keyway.server.demo;

import dev.keyway.classify.Classification;
import dev.keyway.failover.AttemptRecord;
import dev.keyway.health.Mark;
import dev.keyway.refusal.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/**
 * The demo's results as a table for people: what was asked, what was tried, what each attempt said,
 * what is remembered.
 */
final class DemoTable {

  private static final int[] WIDTHS = {4, 42, 30, 36};

  private final Ansi ansi;
  private int number;

  DemoTable(Ansi ansi) {
    this.ansi = ansi;
  }

  String heading() {
    TextTable table = table();
    table.addRowValues(bold("#"), bold("tried"), bold("it said"), bold("remembered"));
    return table.toString();
  }

  /** One scene: its title, then a line an attempt, then what the client got. */
  String rows(Demo.Played played) {
    number++;
    StringBuilder rows = new StringBuilder();
    rows.append(ansi.string("@|bold " + number + "  " + played.scene().title() + "|@"));
    rows.append("  (asked for ").append(played.scene().asked().words()).append(")\n");
    TextTable table = table();
    for (AttemptRecord attempt : Demo.attempts(played.record())) {
      table.addRowValues("", tried(attempt), said(attempt), remembered(attempt));
    }
    table.addRowValues("", told(played), "", "");
    rows.append(table);
    if (!played.asExpected()) {
      rows.append(ansi.string("@|bold,red    not as it should be: |@"))
          .append(played.problem())
          .append('\n');
    }
    return rows.toString();
  }

  private static String tried(AttemptRecord attempt) {
    return attempt.attempt().candidate().provider().id()
        + ":"
        + attempt.attempt().candidate().model().id()
        + " with "
        + attempt.attempt().keyId();
  }

  private static String said(AttemptRecord attempt) {
    if (!(attempt.classification() instanceof Classification.Failure failure)) {
      return Integer.toString(attempt.status());
    }
    return switch (attempt.status()) {
      case 0 -> "nothing: " + failure.reason();
      case 200 -> "200, error: " + failure.reason();
      default -> attempt.status() + " " + failure.reason();
    };
  }

  private static String remembered(AttemptRecord attempt) {
    return switch (attempt.mark()) {
      case Mark.Nothing nothing -> "";
      case Mark.KeySetAside aside -> "set aside until its secret changes";
      case Mark.PairSetAside aside -> "set aside for this model";
      case Mark.GroupSetAside aside -> "account set aside for " + left(attempt, aside.until());
      case Mark.Cooling cooling -> "cools down for " + left(attempt, cooling.until());
      case Mark.Counted counted -> "counts against the provider";
    };
  }

  /** How long something lasts, to the second, counted from the attempt's end. */
  private static String left(AttemptRecord attempt, Instant until) {
    long seconds = Math.round(Duration.between(attempt.endedAt(), until).toMillis() / 1000.0);
    return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }

  private String told(Demo.Played played) {
    Refusal refusal = played.record().refusal();
    String colour = played.asExpected() ? "green" : "red";
    String what = refusal == null ? events(played.answer()) : " " + refusal.code().wireName();
    return ansi.string("@|" + colour + " → the client gets " + played.status() + what + "|@");
  }

  /** {@code , 7 events} of a streamed answer, nothing of another. */
  private static String events(String answer) {
    long events = answer.lines().filter(line -> line.startsWith("data:")).count();
    return events == 0 ? "" : ", " + events + " events";
  }

  private String bold(String text) {
    return ansi.string("@|bold " + text + "|@");
  }

  private TextTable table() {
    List<Column> columns = new ArrayList<>();
    for (int width : WIDTHS) {
      columns.add(new Column(width, 0, Overflow.WRAP));
    }
    TextTable table =
        TextTable.forColumns(Help.defaultColorScheme(ansi), columns.toArray(Column[]::new));
    return table;
  }
}
