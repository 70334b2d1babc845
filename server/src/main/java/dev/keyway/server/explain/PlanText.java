package dev.keyway.server.explain;

import dev.keyway.explain.AssumedAnswer;
import dev.keyway.explain.Plan;
import dev.keyway.explain.RuleWords;
import dev.keyway.failover.ModelTrial;
import dev.keyway.record.DecisionRecord;
import dev.keyway.request.AiRequest;
import dev.keyway.route.Candidate;
import dev.keyway.route.Exclusion;
import dev.keyway.rule.RuleTrace;
import dev.keyway.select.ModelRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plan for people: who may serve the request, with which keys, what is sent, what comes of it.
 */
public final class PlanText {

  /** A client that leaves the choice may have hundreds of candidates. */
  private static final int MOST = 20;

  private static final int MOST_NAMED = 3;

  private final Plan plan;
  private final Paint paint;
  private final List<String> lines = new ArrayList<>();

  private PlanText(Plan plan, Paint paint) {
    this.plan = plan;
    this.paint = paint;
  }

  /** The plan, with words set off in this way. */
  public static PlanText of(Plan plan, Paint paint) {
    return new PlanText(plan, paint);
  }

  /** All of it, line by line. */
  public List<String> whole() {
    List<String> whole = new ArrayList<>(decisions());
    whole.addAll(new RequestsText(plan.attempts()).lines());
    return whole;
  }

  /** The same without what would be sent. */
  public List<String> decisions() {
    lines.clear();
    lines.add(paint.styled("bold", asked(plan.record())));
    lines.add("policy " + plan.record().policy() + ", seed " + plan.conditions().seed());
    rules();
    models();
    candidates();
    leftOut(plan.record().excluded());
    keys();
    attempts();
    return lines.stream().map(String::stripTrailing).toList();
  }

  /** {@code gpt-4o, else gpt-4o-mini: POST /v1/chat/completions from somebody (access key)}. */
  static String asked(DecisionRecord record) {
    AiRequest ai = record.ai();
    String names = "a body that can't be read";
    if (ai != null) {
      names = ai.names().isEmpty() ? "any model" : String.join(", else ", ai.names());
      names += ai.stream() ? ", streamed" : "";
    }
    return Printable.line(names)
        + ": "
        + record.client().method()
        + " "
        + record.client().path()
        + " from "
        + from(record);
  }

  private static String from(DecisionRecord record) {
    String consumer = record.client().caller().consumer();
    String who = consumer == null ? "a client" : Printable.line(consumer);
    return switch (record.client().caller().voucher()) {
      case NOBODY -> "a client nobody vouches for";
      case HOST -> who + " (the host gateway says)";
      case ACCESS_KEY -> who + " (by access key)";
    };
  }

  private void heading(String text) {
    lines.add("");
    lines.add(paint.styled("bold", text));
  }

  /** Which rules ran. */
  private void rules() {
    List<RuleTrace> traces = plan.record().ruled().traces();
    if (traces.isEmpty()) {
      return;
    }
    heading("Rules");
    Columns columns = new Columns();
    for (RuleTrace trace : traces) {
      String name = trace.name() == null ? "" : Printable.line(trace.name());
      columns.row(trace.path(), name, Printable.line(RuleWords.did(trace)));
    }
    lines.addAll(columns.lines("  "));
  }

  /** How the policy chose among the models. */
  private void models() {
    List<ModelRun> runs = plan.record().modelRuns();
    if (runs.isEmpty()) {
      return;
    }
    heading("Model selection");
    Columns columns = new Columns();
    for (int i = 0; i < runs.size(); i++) {
      ModelRun run = runs.get(i);
      columns.row("strategy " + (i + 1), gave(run), Printable.line(run.strategy()));
    }
    lines.addAll(columns.lines("  "));
  }

  private static String gave(ModelRun run) {
    if (run.error() != null) {
      return "failed: " + run.error();
    }
    String gave =
        switch (run.returned()) {
          case 0 -> "none";
          case 1 -> "1 model";
          default -> run.returned() + " models";
        };
    return run.asked() == run.returned() ? gave : gave + ", " + run.asked() + " of use here";
  }

  private void candidates() {
    if (plan.candidates().isEmpty()) {
      return;
    }
    heading("Candidates");
    Columns columns = new Columns();
    for (int i = 0; i < Math.min(MOST, plan.candidates().size()); i++) {
      Candidate candidate = plan.candidates().get(i);
      columns.row(
          String.valueOf(i + 1),
          Printable.line(Plan.name(candidate)),
          candidate.known() ? "" : "not known here; passed on by its name");
    }
    lines.addAll(columns.lines("  "));
    more(plan.candidates());
  }

  private void more(List<?> all) {
    if (all.size() > MOST) {
      lines.add("  … and " + (all.size() - MOST) + " more; --json has them");
    }
  }

  private void leftOut(List<Exclusion> excluded) {
    if (excluded.isEmpty()) {
      return;
    }
    heading("Left out");
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (Exclusion each : excluded) {
      byReason.computeIfAbsent(each.reason(), any -> new ArrayList<>()).add(each.model());
    }
    Columns columns = new Columns();
    byReason.forEach(
        (reason, models) -> columns.row(Printable.line(few(models)), Printable.line(reason)));
    lines.addAll(columns.lines("  "));
  }

  /** Reasons are the same for many: a policy may allow few of the providers there are. */
  private static String few(List<String> models) {
    int more = models.size() - MOST_NAMED;
    String named = String.join(", ", models.subList(0, Math.min(MOST_NAMED, models.size())));
    return more > 0 ? named + " and " + more + " more" : named;
  }

  private void keys() {
    List<ModelTrial> trials = plan.record().trials();
    if (!trials.isEmpty()) {
      heading("Keys");
      trials.stream().limit(MOST).forEach(trial -> lines.addAll(KeysText.lines(trial)));
      more(trials);
    }
  }

  private void attempts() {
    if (plan.attempts().isEmpty()) {
      heading("Nobody is called");
      lines.add(reply());
      return;
    }
    heading("Attempts" + assumption());
    Columns columns = new Columns();
    columns.row("#", "model", "key", "answer", "and then");
    for (Plan.Attempt attempt : plan.attempts().stream().limit(MOST).toList()) {
      columns.row(
          String.valueOf(attempt.number()),
          Printable.line(attempt.model()),
          attempt.key(),
          answer(attempt),
          so(attempt));
    }
    lines.addAll(columns.lines("  "));
    more(plan.attempts());
    lines.add(reply());
  }

  private String assumption() {
    return plan.conditions().answers().isEmpty()
        ? ", as long as none succeeds (--answers 429,200 assumes others)"
        : "";
  }

  private static String answer(Plan.Attempt attempt) {
    String name = attempt.assumed().name();
    return name.equals(AssumedAnswer.SILENT) ? "(fails)" : name;
  }

  private String so(Plan.Attempt attempt) {
    List<String> parts = new ArrayList<>();
    String remembered = MarkText.words(attempt.tried());
    if (!remembered.isEmpty()) {
      parts.add(remembered);
    }
    String next = next(attempt);
    if (next != null) {
      parts.add(next);
    }
    return String.join("; ", parts);
  }

  private @Nullable String next(Plan.Attempt attempt) {
    int following = plan.attempts().indexOf(attempt) + 1;
    if (following == plan.attempts().size()) {
      return null;
    }
    Candidate here = attempt.tried().attempt().candidate();
    Candidate there = plan.attempts().get(following).tried().attempt().candidate();
    return here.equals(there) ? "next key" : "next model";
  }

  private String ifAllFail() {
    return plan.attempts().isEmpty() || !plan.conditions().answers().isEmpty()
        ? ""
        : "if all fail, ";
  }

  private String reply() {
    Plan.Reply reply = plan.reply();
    String text =
        reply.code() == null
            ? (reply.body() == null ? "the client gets this answer: " : "a rule answers: ")
                + reply.status()
            : ifAllFail() + "the client gets " + reply.status() + " " + reply.code();
    String said = plan.attempts().isEmpty() ? reply.message() : null;
    String told = reply.body() == null ? said : reply.body();
    String colour = reply.status() < 400 ? "green" : "red";
    return "  "
        + paint.styled(colour, "→ " + text)
        + (told == null || told.isEmpty() ? "" : ": " + Printable.line(told));
  }
}
