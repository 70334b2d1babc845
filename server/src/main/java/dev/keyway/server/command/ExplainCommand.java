package dev.keyway.server.command;

import dev.keyway.document.ProblemReport;
import dev.keyway.explain.AssumedAnswer;
import dev.keyway.explain.Comparison;
import dev.keyway.explain.Conditions;
import dev.keyway.explain.Plan;
import dev.keyway.explain.PlanJson;
import dev.keyway.explain.Planner;
import dev.keyway.explain.Question;
import dev.keyway.health.Health;
import dev.keyway.health.Snapshot;
import dev.keyway.http.Headers;
import dev.keyway.policy.Policy;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.request.Surface;
import dev.keyway.server.config.PolicyFile;
import dev.keyway.server.config.ProviderAddress;
import dev.keyway.server.explain.ComparisonText;
import dev.keyway.server.explain.ExplainedClient;
import dev.keyway.server.explain.ExplainedFiles;
import dev.keyway.server.explain.PlanText;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what would become of one request under a policy, and calls nobody. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Say what would become of a request under a policy: which models may serve it and which not,"
          + " why; which keys, in which order; what would be sent.",
      "Calls nobody, and needs no secret."
    },
    footer = {
      "",
      "  keyway explain policy.yaml --request request.json",
      "  keyway explain policy.yaml --request request.json --answers 429,200",
      "  keyway explain policy.yaml --request request.json --against new-policy.yaml",
      "",
      "Exit code 0 also when the request would be refused: the plan is the result."
    })
public final class ExplainCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "FILE", description = "The policy.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path policy;

  @Option(
      names = "--request",
      required = true,
      paramLabel = "FILE",
      description = "The JSON that the client sends; - is standard input.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path request;

  @Option(
      names = "--path",
      paramLabel = "PATH",
      description =
          "Where the client sends it; /v1/chat/completions by default, /v1/messages with the header"
              + " anthropic-version.")
  private @Nullable String path;

  @Option(
      names = "--header",
      paramLabel = "'NAME: VALUE'",
      converter = Converters.Header.class,
      description = "A header that the client sends. May be repeated.")
  private List<Headers> headers = new ArrayList<>();

  @Option(
      names = "--client",
      paramLabel = "FILE",
      description =
          "Who calls: vouched_by, consumer, groups, claims, …; a client with an access key by"
              + " default.")
  private @Nullable Path client;

  @Option(
      names = "--facts",
      paramLabel = "FILE",
      description =
          "What is known of keys and models: what the admin address gives at /facts, a decision"
              + " record with facts, or a file of yours; nothing by default.")
  private @Nullable Path facts;

  @Option(
      names = "--answers",
      paramLabel = "ANSWER,…",
      split = ",",
      converter = Converters.Answer.class,
      description =
          "What the attempts are answered, in order: a status (429, 429:20s with its retry-after),"
              + " timeout, unreachable, invalid-key, out-of-money, …")
  private List<AssumedAnswer> answers = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "What random choices follow; ${DEFAULT-VALUE} by default.")
  private long seed;

  @Option(
      names = "--now",
      paramLabel = "TIME",
      converter = Converters.Time.class,
      description = "The time it is assumed to be, such as 2026-11-26T09:00:00Z.")
  private @Nullable Instant now;

  @Option(
      names = "--provider-url",
      paramLabel = "ID=URL",
      converter = Converters.ProviderUrl.class,
      description = "Where a provider's traffic is sent instead, as of serve. May be repeated.")
  private List<ProviderAddress> providerUrls = new ArrayList<>();

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description =
          "Another policy, such as a changed one: say what it would do differently. Exit code 5"
              + " when it does.")
  private @Nullable Path against;

  @Option(names = "--brief", description = "Leave out what would be sent.")
  private boolean brief;

  @Option(names = "--json", description = "Print one JSON object for scripts.")
  private boolean json;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() {
    Console console = Console.of(spec);
    Headers sent = together(headers);
    Surface surface = surface(sent);
    ExplainedFiles files = new ExplainedFiles(System::getenv);
    Policy read = files.policy(PolicyFile.of(policy));
    Policy other = against == null ? null : files.policy(PolicyFile.of(against));
    Snapshot known = files.facts(facts, read);
    Snapshot knownThere = files.facts(facts, other);
    ExplainedClient who = files.client(client);
    byte[] body = files.request(request);
    if (read == null || !files.good()) {
      report(files.reports(), console);
      return ExitCode.PROBLEMS;
    }
    Question question =
        new Question(surface, query(), who.headers(sent), body, who.caller(), who.route());
    Conditions under = conditions();
    Plan plan = Planner.plan(read, question, seeded(known, read, under), under);
    if (other == null) {
      print(plan, files.notes(), console);
      return ExitCode.FINE;
    }
    Plan after = Planner.plan(other, question, seeded(knownThere, other, under), under);
    print(plan, after, files.notes(), console);
    return Comparison.of(plan, after).isEmpty() ? ExitCode.FINE : ExitCode.DIFFERENT;
  }

  private static Health seeded(Snapshot known, Policy policy, Conditions under) {
    Health health = new Health();
    health.seed(known, policy.aiGateway(), under.now());
    return health;
  }

  private Conditions conditions() {
    Instant time = now == null ? Instant.now().truncatedTo(ChronoUnit.SECONDS) : now;
    Map<String, URI> urls =
        providerUrls.stream()
            .collect(
                Collectors.toMap(ProviderAddress::provider, ProviderAddress::url, (a, b) -> b));
    return new Conditions(time, seed, new ProviderUrls(urls), answers);
  }

  private void print(Plan plan, List<String> notes, Console console) {
    if (json) {
      console.result(PlanJson.line(plan, notes));
      return;
    }
    PlanText text = PlanText.of(plan, Console::styled);
    (brief ? text.decisions() : text.whole()).forEach(console::result);
    notes.forEach(note -> console.warn("note: " + note));
  }

  private void print(Plan before, Plan after, List<String> notes, Console console) {
    if (json) {
      console.result(PlanJson.line(before, after, notes));
      return;
    }
    ComparisonText.lines(before, after, Console::styled).forEach(console::result);
    notes.forEach(note -> console.warn("note: " + note));
  }

  private void report(List<ProblemReport> reports, Console console) {
    if (json) {
      console.result(ProblemReport.json(reports));
      return;
    }
    reports.stream()
        .flatMap(report -> report.text().lines())
        .forEach(line -> console.say(Console.styled("red", line)));
  }

  private Surface surface(Headers sent) {
    if (path == null) {
      return sent.contains("anthropic-version") ? Surface.MESSAGES : Surface.CHAT_COMPLETIONS;
    }
    Surface surface = Surface.ofPath(path.split("\\?", 2)[0]);
    if (surface == null) {
      String known =
          Arrays.stream(Surface.values()).map(Surface::path).collect(Collectors.joining(", "));
      throw new ParameterException(
          spec.commandLine(), "Nothing is served at " + path + "; known are " + known + ".");
    }
    return surface;
  }

  private @Nullable String query() {
    int mark = path == null ? -1 : path.indexOf('?');
    return path == null || mark < 0 ? null : path.substring(mark + 1);
  }

  private static Headers together(List<Headers> each) {
    Headers.Builder all = Headers.builder();
    each.forEach(one -> one.forEach(all::add));
    return all.build();
  }
}
