package dev.keyway.server.command;

import dev.keyway.secret.sealed.Passphrase;
import dev.keyway.secret.sealed.PassphraseSource;
import dev.keyway.secret.sealed.SealedVaultException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * A passphrase from where the command line says, else from the terminal.
 *
 * @param prefix of the options' names, for messages
 */
record PassphraseInput(@Nullable Path file, @Nullable Integer descriptor, String prefix) {

  Passphrase read(CommandSpec spec, String prompt) throws CommandFailure {
    PassphraseSource source = source(spec);
    try {
      return source == null ? Passphrase.typed(TypedInput.hidden(prompt)) : source.read();
    } catch (SealedVaultException e) {
      throw VaultOptions.failure(e);
    }
  }

  /** Typed twice, for nobody sees what is typed. */
  Passphrase readNew(CommandSpec spec, Path vault) throws CommandFailure {
    Passphrase first = read(spec, "New passphrase of " + vault);
    if (first.isShort()) {
      first.close();
      throw new CommandFailure(
          ExitCode.PROBLEMS,
          "a vault's passphrase has at least %d characters; for one that nobody has to type: `openssl rand -base64 32`"
              .formatted(Passphrase.SHORTEST));
    }
    if (source(spec) == null) {
      checkTypedAgain(first);
    }
    return first;
  }

  private static void checkTypedAgain(Passphrase first) throws CommandFailure {
    try (Passphrase second = Passphrase.typed(TypedInput.hidden("The same again"))) {
      if (!first.isSame(second)) {
        first.close();
        throw new CommandFailure(
            ExitCode.PROBLEMS, "the two are not the same; nothing was written");
      }
    }
  }

  /** Null: the terminal. */
  private @Nullable PassphraseSource source(CommandSpec spec) {
    if (file != null && descriptor != null) {
      throw misuse(spec, "--%spassphrase-file and --%spassphrase-fd are one too many.");
    }
    if (descriptor != null && (descriptor < 0 || descriptor == 1 || descriptor == 2)) {
      throw misuse(spec, "--%spassphrase-fd takes a file descriptor to read from: 0, or 3 and up.");
    }
    if (file == null && descriptor == null && !TypedInput.isThere()) {
      throw misuse(
          spec,
          "nobody is at a terminal to type the passphrase: give --%spassphrase-file or --%spassphrase-fd.");
    }
    if (file != null) {
      return new PassphraseSource.InFile(file);
    }
    return descriptor == null ? null : new PassphraseSource.OnDescriptor(descriptor);
  }

  private ParameterException misuse(CommandSpec spec, String message) {
    return new ParameterException(spec.commandLine(), message.replace("%s", prefix));
  }
}
