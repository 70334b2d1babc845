package dev.keyway.server.config;

import dev.keyway.document.Fields;
import dev.keyway.secret.sealed.PassphraseSource;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a vault of type {@code sealed}: its file, and where the passphrase comes from. */
final class SealedVaultReader {

  /** Where the output and the errors of a program go is where no passphrase comes from. */
  private static final List<Long> OUTPUTS = List.of(1L, 2L);

  private static final long HIGHEST_DESCRIPTOR = 1023;

  private final Section section;
  private final Fields fields;

  private SealedVaultReader(Section section, Fields fields) {
    this.section = section;
    this.fields = fields;
  }

  /** The vault, or null, and a problem, when it can't be one. */
  static @Nullable VaultConfig read(Section section, Fields fields) {
    return new SealedVaultReader(section, fields).vault();
  }

  private @Nullable VaultConfig vault() {
    Path path = section.path(fields.required("path", "the file that `keyway vault init` made"));
    PassphraseSource passphrase = passphrase();
    return path == null || passphrase == null ? null : new VaultConfig.Sealed(path, passphrase);
  }

  private @Nullable PassphraseSource passphrase() {
    refuseOpenPassphrases();
    boolean inFile = fields.has("passphrase_file");
    boolean onDescriptor = fields.has("passphrase_fd");
    if (inFile == onDescriptor) {
      section
          .problems()
          .error(
              inFile ? fields.namePlace("passphrase_fd") : fields.place(),
              inFile
                  ? "passphrase_file says already where the passphrase comes from; remove one of them"
                  : "nothing says where the passphrase comes from: add passphrase_file: FILE, or passphrase_fd: 3");
      return null;
    }
    return inFile ? file() : descriptor();
  }

  private void refuseOpenPassphrases() {
    fields.refuse(
        "passphrase",
        "a passphrase beside the vault's place guards nothing: write it into a file of its own, and name that by passphrase_file");
    fields.refuse(
        "passphrase_env",
        "a process's environment is shown to too many and inherited by its children: use passphrase_file (systemd's credentials, a mounted secret) or passphrase_fd");
  }

  private @Nullable PassphraseSource file() {
    Path file = section.path(fields.scalar("passphrase_file"));
    return file == null ? null : new PassphraseSource.InFile(file);
  }

  private @Nullable PassphraseSource descriptor() {
    Long number = fields.whole("passphrase_fd", 0, HIGHEST_DESCRIPTOR);
    if (number != null && OUTPUTS.contains(number)) {
      section
          .problems()
          .error(
              fields.place("passphrase_fd"),
              "expected a file descriptor to read from, such as 3: keyway writes to 1 and 2");
      return null;
    }
    return number == null ? null : new PassphraseSource.OnDescriptor(number.intValue());
  }
}
