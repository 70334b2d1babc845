package dev.keyway.server.command;

import dev.keyway.access.AccessKey;
import dev.keyway.access.AccessKeys.Revocation;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes an access key back. */
@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    description = "Take an access key back: a running daemon refuses it within a second or two.")
final class KeysRevokeCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "ID|NAME",
      description = "The key's id, or its name where one key bears it.")
  private String key = "";

  @Mixin private KeyFileOption file = new KeyFileOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws CommandFailure {
    Console console = Console.of(spec);
    return switch (file.with(keys -> keys.revoke(key, Instant.now()))) {
      case Revocation.Revoked revoked -> {
        console.say("revoked " + named(revoked.key()));
        yield ExitCode.FINE;
      }
      case Revocation.Already already -> {
        console.say(named(already.key()) + " was revoked on " + already.key().revoked());
        yield ExitCode.FINE;
      }
      case Revocation.Several several ->
          throw new CommandFailure(
              ExitCode.PROBLEMS,
              "several keys are named %s; revoke by id: %s"
                  .formatted(
                      key,
                      several.keys().stream()
                          .map(AccessKey::id)
                          .collect(Collectors.joining(", "))));
      case Revocation.NoSuchKey none ->
          throw new CommandFailure(
              ExitCode.PROBLEMS,
              "no key in %s has this id, and none in force this name; `keyway keys list` shows them"
                  .formatted(file.path()));
    };
  }

  private static String named(AccessKey key) {
    return "access key %s (%s)".formatted(key.name(), key.id());
  }
}
