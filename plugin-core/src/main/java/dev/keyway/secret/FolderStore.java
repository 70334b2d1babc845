package dev.keyway.secret;

import dev.keyway.document.BoundedFile;
import dev.keyway.document.UnfitFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A vault in a folder, a file a secret: {@code secrets.get('openai', 'primary-key')} reads the file
 * {@code primary-key} in the folder of the vault {@code openai}. One line break at its end is
 * dropped; an empty file counts as unset.
 *
 * <p>Links are followed as far as they stay inside the folder. That is how Kubernetes mounts a
 * secret ({@code primary-key -> ..data/primary-key}, {@code ..data -> ..2026_11_26_…}) and swaps
 * all of it at once, by renaming a new {@code ..data} over the old one: a reading finds its way
 * through the links once, so it never mixes two generations.
 *
 * <p>The secrets of a vault that nobody configured lie in a folder of its name.
 */
public final class FolderStore implements SecretStore {

  /** A header a tenth of this long is refused by every provider. */
  static final int MOST_BYTES = 64 << 10;

  /**
   * How often the folder may be swapped under one reading. Where a link stays and leads nowhere,
   * this is how often it is looked at: a millisecond or two.
   */
  private static final int MOST_READINGS = 100;

  private final Path folder;

  /** Links may lead to anywhere in here: the vault's folder, also for a part of it. */
  private final Path bounds;

  /** The vault of this folder, which need not be there yet. */
  public FolderStore(Path folder) {
    this(folder, folder);
  }

  private FolderStore(Path folder, Path bounds) {
    this.folder = folder;
    this.bounds = bounds;
  }

  @Override
  public SecretStore part(String vault) {
    return flaw(vault) == null
        ? new FolderStore(folder.resolve(vault), bounds)
        : new VaultPart(this, vault);
  }

  @Override
  public @Nullable Path file(String name) {
    return flaw(name) == null ? folder.resolve(name) : null;
  }

  @Override
  public @Nullable String flaw(String name) {
    boolean bare = !name.isEmpty() && name.chars().allMatch(FolderStore::fitsFileName);
    return bare && !name.startsWith(".")
        ? null
        : "can't be a file of its vault's folder: a name there has no / or \\ and does not begin with a dot";
  }

  @Override
  public Optional<Secret> read(String name) throws SecretUnavailableException {
    String flaw = flaw(name);
    if (flaw != null) {
      throw new SecretUnavailableException("secret " + name + " " + flaw);
    }
    try {
      byte[] content = content(folder.resolve(name));
      String value = withoutLineBreak(new String(content, StandardCharsets.UTF_8));
      return value.isEmpty() ? Optional.empty() : Optional.of(Secret.of(value));
    } catch (NoSuchFileException e) {
      return absent();
    } catch (IOException | InvalidPathException e) {
      throw new SecretUnavailableException(
          "the secret's file %s %s".formatted(folder.resolve(name), why(e)));
    }
  }

  /** What lay where the links led at one moment. */
  private byte[] content(Path file) throws IOException {
    for (int i = 1; i < MOST_READINGS; i++) {
      try {
        return BoundedFile.read(inside(file), MOST_BYTES);
      } catch (NoSuchFileException e) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
          throw e;
        }
        // The generation it belonged to is gone: look where the links lead now.
      }
    }
    return BoundedFile.read(inside(file), MOST_BYTES);
  }

  private Path inside(Path file) throws IOException {
    Path real = file.toRealPath();
    if (!real.startsWith(bounds.toRealPath())) {
      throw new OutsideException();
    }
    return real;
  }

  /** An absent file is a secret that is not set; an absent folder is a mistake. */
  private Optional<Secret> absent() throws SecretUnavailableException {
    if (Files.isDirectory(bounds)) {
      return Optional.empty();
    }
    throw new SecretUnavailableException(
        "the vault's folder %s is not there, or is no folder".formatted(bounds));
  }

  private static String withoutLineBreak(String text) {
    String cut = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return cut.length() < text.length() && cut.endsWith("\r")
        ? cut.substring(0, cut.length() - 1)
        : cut;
  }

  private static boolean fitsFileName(int c) {
    return c > ' ' && c != '/' && c != '\\' && c != 0x7f;
  }

  private static String why(Exception failure) {
    return switch (failure) {
      case UnfitFileException unfit -> String.valueOf(unfit.getMessage());
      case OutsideException outside -> "is a link that leads out of the vault's folder";
      case AccessDeniedException denied -> "may not be read by the user keyway runs as";
      case Exception other -> "can't be read (" + other.getClass().getSimpleName() + ")";
    };
  }

  @Override
  public String toString() {
    return "FolderStore(" + folder + ")";
  }

  /** A link led somewhere else. */
  private static final class OutsideException extends IOException {

    private static final long serialVersionUID = 1L;
  }
}
