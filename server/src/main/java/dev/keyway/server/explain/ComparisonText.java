package dev.keyway.server.explain;

import dev.keyway.explain.Comparison;
import dev.keyway.explain.Difference;
import dev.keyway.explain.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What another policy would do differently, for people. */
public final class ComparisonText {

  private ComparisonText() {}

  /** The differences, line by line. */
  public static List<String> lines(Plan before, Plan after, Paint paint) {
    List<String> lines = new ArrayList<>();
    lines.add(paint.styled("bold", PlanText.asked(before.record())));
    List<Difference> differences = Comparison.of(before, after);
    String policies = "policy " + before.record().policy() + " → " + after.record().policy();
    lines.add(policies + ", seed " + before.conditions().seed() + ": " + count(differences.size()));
    for (Difference difference : differences) {
      lines.add("");
      lines.add(paint.styled("bold", capital(difference.what())));
      difference.lines().forEach(line -> lines.add(line(difference, line, paint)));
    }
    return lines;
  }

  private static String line(Difference difference, Difference.Line line, Paint paint) {
    boolean counted =
        difference.ordered() && difference.before().size() + difference.after().size() > 2;
    String text = (counted ? line.position() + "  " : "") + Printable.line(line.text());
    return "  " + paint.styled(line.added() ? "green" : "red", (line.added() ? "+ " : "- ") + text);
  }

  private static String count(int differences) {
    return switch (differences) {
      case 0 -> "no difference";
      case 1 -> "one difference";
      default -> differences + " differences";
    };
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
