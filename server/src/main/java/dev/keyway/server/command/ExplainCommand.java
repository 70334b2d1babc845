package dev.keyway.server.command;

import dev.keyway.explain.Comparison;
import dev.keyway.explain.Conditions;
import dev.keyway.explain.Plan;
import dev.keyway.explain.Planner;
import dev.keyway.explain.Question;
import dev.keyway.health.Health;
import dev.keyway.health.Snapshot;
import dev.keyway.policy.Policy;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.server.explain.ExplainedClient;
import dev.keyway.server.explain.ExplainedDaemon;
import dev.keyway.server.explain.ExplainedFiles;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

  @Mixin private final ExplainOptions options = new ExplainOptions();

  @Mixin private final ExplainOutput output = new ExplainOutput();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  /** A policy with what is known of its keys and models. */
  private record Side(Policy policy, Snapshot facts) {}

  @Override
  public Integer call() {
    Console console = Console.of(spec);
    ExplainedDaemon daemon = options.daemon();
    ExplainedFiles files = new ExplainedFiles(daemon);
    Side side = side(options.policy(), files);
    Side other = side(options.against(), files);
    ExplainedClient who = files.client(options.client());
    Question question = options.question(files.request(options.request()), who);
    ProviderUrls urls =
        files.urls(
            Stream.of(side, other).filter(Objects::nonNull).map(each -> each.policy()).toList());
    if (side == null || !files.good()) {
      output.report(files.reports(), console);
      return ExitCode.PROBLEMS;
    }
    Conditions under = options.conditions(urls);
    Plan plan = plan(side, question, daemon, under);
    if (other == null) {
      output.print(plan, files.notes(), console);
      return ExitCode.FINE;
    }
    Plan after = plan(other, question, daemon, under);
    output.print(plan, after, files.notes(), console);
    return Comparison.of(plan, after).isEmpty() ? ExitCode.FINE : ExitCode.DIFFERENT;
  }

  private @Nullable Side side(@Nullable Path nameOrPath, ExplainedFiles files) {
    Policy policy = nameOrPath == null ? null : files.policy(nameOrPath);
    return policy == null ? null : new Side(policy, files.facts(options.facts(), policy));
  }

  private static Plan plan(Side side, Question question, ExplainedDaemon daemon, Conditions under) {
    Health health = new Health(daemon.zone());
    side.policy().gateways().forEach(each -> health.seed(side.facts(), each, under.now()));
    return Planner.plan(side.policy(), question, health, under);
  }
}
