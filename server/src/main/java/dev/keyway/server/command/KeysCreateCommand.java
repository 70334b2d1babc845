package dev.keyway.server.command;

import dev.keyway.access.AccessKeyWish;
import dev.keyway.access.AccessKeys.Creation;
import dev.keyway.catalogue.Catalogue;
import dev.keyway.route.CallerLimits;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes an access key. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Make an access key for a client.",
      "Standard output gets the key alone, this once; the file gets its hash."
    },
    footer = {"", "  keyway keys create alice --expires 90d --providers openai,anthropic"})
final class KeysCreateCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "Whose key it is: what records call its client.")
  private String name = "";

  @Option(
      names = "--expires",
      paramLabel = "90d|DATE",
      description =
          "Until when it is good: 90d, 12h, 2027-01-31 (through that day, UTC). Never expires by default.")
  private @Nullable String expires;

  @Option(
      names = "--providers",
      paramLabel = "ID",
      split = ",",
      description = "Providers it may be used for; all by default.")
  private @Nullable List<String> providers;

  @Option(
      names = "--models",
      paramLabel = "ID",
      split = ",",
      description = "Models it may be used for, by name or as provider:model; all by default.")
  private @Nullable List<String> models;

  @Option(
      names = "--metadata",
      paramLabel = "KEY=VALUE",
      description = "For policies to look at, as client.metadata.KEY. May be repeated.")
  private Map<String, String> metadata = new LinkedHashMap<>();

  @Mixin private KeyFileOption file = new KeyFileOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws CommandFailure {
    Console console = Console.of(spec);
    Instant now = Instant.now();
    AccessKeyWish wish =
        new AccessKeyWish(name, expiry(now), providers, models, Map.copyOf(metadata));
    Creation made = create(wish, now);
    unknownLimits().forEach(console::warn);
    console.say(
        "Access key %s (%s) is made; %s keeps its hash only. This is the one time it is printed."
            .formatted(made.key().name(), made.key().id(), file.path()));
    console.result(made.text().reveal());
    console.say("Send it as `Authorization: Bearer kw-...` or `x-api-key: kw-...`.");
    return ExitCode.FINE;
  }

  /** A policy may add providers and models, so this only warns. */
  private List<String> unknownLimits() {
    return CallerLimits.unknown(providers, models, List.of(Catalogue.builtIn())).stream()
        .map(KeysCreateCommand::warning)
        .toList();
  }

  private static String warning(CallerLimits.Unknown unknown) {
    String meant =
        unknown.nearest() == null ? "" : "; did you mean %s?".formatted(unknown.nearest());
    return "warning: the catalogue has no %s %s; a policy must define it%s"
        .formatted(unknown.kind(), unknown.name(), meant);
  }

  private Creation create(AccessKeyWish wish, Instant now) throws CommandFailure {
    try {
      return file.with(keys -> keys.create(wish, now, new SecureRandom()));
    } catch (IllegalArgumentException e) {
      // Our own text, of what was wished for.
      throw new CommandFailure(ExitCode.PROBLEMS, String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Instant expiry(Instant now) {
    if (expires == null) {
      return null;
    }
    Instant when = Expiry.parse(expires, now);
    if (when == null) {
      throw new ParameterException(
          spec.commandLine(),
          "--expires takes a time from now on (90d, 12h) or a day (2027-01-31).");
    }
    return when;
  }
}
