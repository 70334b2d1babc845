package dev.keyway.server.command;

import dev.keyway.secret.Secret;
import dev.keyway.secret.SecretShape;
import dev.keyway.secret.sealed.SealedSecret;
import dev.keyway.secret.sealed.SecretName;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stores a secret. */
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Store a secret, or a new value of one.",
      "The value is typed unseen, or comes from standard input; one line break at its end is dropped."
    },
    footer = {"", "  keyway vault set openai/primary-key"})
final class VaultSetCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "NAME",
      description =
          "openai/primary-key for secrets.get('openai', 'primary-key'), where keyway.yaml names the vault default and"
              + " none openai.")
  private String name = "";

  @Mixin private VaultOptions vault = new VaultOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws CommandFailure {
    checkName();
    if (vault.takesInput() && !TypedInput.isThere()) {
      throw new ParameterException(
          spec.commandLine(),
          "--passphrase-fd 0 leaves no input for the value; use another descriptor.");
    }
    Secret value = Secret.of(TypedInput.value("Value of " + name));
    String flaw = SecretShape.flaw(value);
    if (flaw != null) {
      throw new CommandFailure(ExitCode.PROBLEMS, "the value " + flaw + "; nothing was written");
    }
    store(value);
    return ExitCode.FINE;
  }

  private void store(Secret value) throws CommandFailure {
    AtomicInteger before = new AtomicInteger();
    SealedSecret stored =
        vault
            .change(
                spec,
                now -> {
                  now.find(name).ifPresent(secret -> before.set(secret.version()));
                  return now.with(name, value, Instant.now());
                })
            .find(name)
            .orElseThrow();
    Console.of(spec)
        .say(
            "%s %s version %d (fingerprint %s)"
                .formatted(
                    name,
                    before.get() == stored.version() ? "has this value already:" : "is stored:",
                    stored.version(),
                    stored.fingerprint()));
  }

  private void checkName() {
    String flaw = SecretName.flaw(name);
    if (flaw != null) {
      throw new ParameterException(spec.commandLine(), "this name " + flaw + ".");
    }
  }
}
