package dev.keyway.server.command;

import dev.keyway.explain.AssumedAnswer;
import dev.keyway.explain.Conditions;
import dev.keyway.explain.Question;
import dev.keyway.http.Headers;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.request.Surface;
import dev.keyway.server.config.Overrides;
import dev.keyway.server.config.ProviderAddress;
import dev.keyway.server.explain.ExplainedClient;
import dev.keyway.server.explain.ExplainedDaemon;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is to be explained, and under what. */
final class ExplainOptions {

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "The policy: its file, or with --config one of those there by its name.")
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
      names = "--method",
      paramLabel = "METHOD",
      defaultValue = "POST",
      description = "The HTTP method; ${DEFAULT-VALUE} by default.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String method;

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
      names = "--config",
      paramLabel = "FILE",
      description =
          "The daemon's configuration, keyway.yaml: its vaults, its addresses of providers, its"
              + " zone; what stands on the command line has precedence.")
  private @Nullable Path config;

  @Option(
      names = "--provider-url",
      paramLabel = "ID=URL",
      converter = Converters.ProviderUrl.class,
      description = "Where a provider's traffic is sent instead, as of serve. May be repeated.")
  private List<ProviderAddress> providerUrls = new ArrayList<>();

  @Option(
      names = "--ignore-host-actions",
      description =
          "Take what the host gateway does in a policy's place (restrict-ips, jwt-validation, …) for a warning;"
              + " it is not carried out here.")
  private boolean ignoreHostActions;

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description =
          "Another policy, such as a changed one: say what it would do differently. Exit code 5"
              + " when it does.")
  private @Nullable Path against;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  /** The policy's name or path. */
  Path policy() {
    return policy;
  }

  /** The other policy's, or null: there is none. */
  @Nullable Path against() {
    return against;
  }

  Path request() {
    return request;
  }

  @Nullable Path client() {
    return client;
  }

  @Nullable Path facts() {
    return facts;
  }

  /** The daemon that is assumed. */
  ExplainedDaemon daemon() {
    return ExplainedDaemon.read(config, policy, said(), System::getenv);
  }

  private Overrides said() {
    return new Overrides(null, null, false, null, null, null, ignoreHostActions, providerUrls);
  }

  /** What the client sends. */
  Question question(byte[] body, ExplainedClient who) {
    Headers sent = together(headers);
    return new Question(
        method, path(sent), query(), who.headers(sent), body, who.caller(), who.route());
  }

  /** What a plan is made under. */
  Conditions conditions(ProviderUrls urls) {
    Instant time = now == null ? Instant.now().truncatedTo(ChronoUnit.SECONDS) : now;
    return new Conditions(time, seed, urls, answers);
  }

  private String path(Headers sent) {
    if (path == null) {
      Surface usual =
          sent.contains("anthropic-version") ? Surface.MESSAGES : Surface.CHAT_COMPLETIONS;
      return usual.path();
    }
    if (!path.startsWith("/")) {
      throw new ParameterException(
          spec.commandLine(), "A path begins with a slash, such as /v1/messages: " + path);
    }
    return path.split("\\?", 2)[0];
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
