package dev.keyway.secret.sealed;

import dev.keyway.document.BoundedFile;
import dev.keyway.document.Disk;
import dev.keyway.document.FileLocking;
import dev.keyway.document.FileReplacement;
import dev.keyway.document.UnfitFileException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A vault in a file. Who changes it keeps others from changing it meanwhile; who reads it never
 * waits and never sees half of one. A new file is its owner's only.
 *
 * <p>The file, numbers with their highest byte first:
 *
 * <pre>
 * bytes
 *    15  "keyway-vault 1" and a line feed: the format and its version
 *    16  which vault, random
 *  4 4 4  Argon2id: KiB of memory, passes, lanes
 *    16  salt
 *    12  nonce
 *    48  the data key, AES-256-GCM under what Argon2id makes of the passphrase; bound to all before the nonce
 *     4  number of entries; each:
 *     4    version
 *     8    time of its change, seconds since 1970
 *     4    length of the box
 *    12    nonce
 *          box: AES-256-GCM of two bytes with the name's length, the name, the value; bound to the first 31 bytes of
 *          the file, version and time
 *    32  seal: HMAC-SHA256 of all before
 *     4  CRC32C of all before
 * </pre>
 *
 * The keys of boxes and seal are derived from the data key. The seal makes the entries one whole:
 * none can be taken out, put in from an older file, or moved to another vault. Names are encrypted
 * because they tell which providers, customers and teams there are. The checksum tells damage from
 * a wrong passphrase, and guards against nobody.
 */
public final class SealedVaultFile {

  private final Path path;
  private final Argon2Cost.Limits limits;
  private final Disk disk;

  /** The vault of this file, which need not be there yet. */
  public SealedVaultFile(Path path) {
    this(path, Argon2Cost.Limits.SAFE, Disk.REAL);
  }

  SealedVaultFile(Path path, Argon2Cost.Limits limits, Disk disk) {
    this.path = path;
    this.limits = limits;
    this.disk = disk;
  }

  /** What is done with an opened vault. */
  public interface Change {

    /** The vault as it shall be; the same one: nothing is written. */
    SealedVault of(SealedVault vault) throws SealedVaultException;
  }

  /**
   * Makes a new vault.
   *
   * @param filled what it begins with
   * @throws SealedVaultException when there is a file already, which is left as it is, or it can't
   *     be written
   */
  public SealedVault create(Passphrase passphrase, Change filled) throws SealedVaultException {
    return alone(() -> {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        throw new SealedVaultException(
            path + " is there already, and was left as it is: name another file, or remove it");
      }
      SealedVault made = filled.of(told(() -> SealedVault.empty(passphrase, limits.made())));
      write(made);
      return made;
    });
  }

  /**
   * Opens the vault, which takes as long as a guess at the passphrase does: some tenths of a
   * second.
   *
   * @throws SealedVaultException when it can't be opened with this passphrase
   */
  public SealedVault open(Passphrase passphrase) throws SealedVaultException {
    VaultBytes taken = apart(bytes());
    return told(() -> SealedVault.opened(taken, taken.header().unwrap(passphrase)));
  }

  /**
   * Opens the vault, and writes it when it was changed. A failure leaves the file as it was.
   *
   * @throws SealedVaultException when it can't be opened or written, or somebody else is changing
   *     it
   */
  public SealedVault change(Passphrase passphrase, Change change) throws SealedVaultException {
    bytes(); // Where there is no vault no lock shall lie about.
    return alone(() -> {
      SealedVault before = open(passphrase);
      SealedVault after = change.of(before);
      if (after != before) {
        write(after);
      }
      return after;
    });
  }

  /**
   * Puts the vault under another passphrase, at the cost of a guess that new vaults have. Its data
   * key stays: who has an older file and its passphrase can read this one too.
   */
  public void rotate(Passphrase old, Passphrase fresh) throws SealedVaultException {
    change(old, vault -> told(() -> vault.rewrapped(fresh, limits.made())));
  }

  /** What the file holds now. */
  byte[] bytes() throws SealedVaultException {
    try {
      return BoundedFile.read(path, VaultBytes.MOST_BYTES);
    } catch (IOException e) {
      throw failure(why(e));
    }
  }

  /** The vault of these bytes, when it is the one this key is of. */
  SealedVault opened(byte[] bytes, SealedVault same) throws SealedVaultException {
    VaultBytes taken = apart(bytes);
    if (!taken.header().isSameVault(same.header())) {
      throw failure(
          "is another vault than the one that was opened at the start: restart keyway, with its passphrase");
    }
    return told(() -> SealedVault.opened(taken, same.key()));
  }

  Path path() {
    return path;
  }

  private VaultBytes apart(byte[] bytes) throws SealedVaultException {
    return told(() -> VaultBytes.read(bytes, limits));
  }

  private void write(SealedVault vault) throws IOException, SealedVaultException {
    byte[] bytes = vault.bytes();
    if (bytes.length > VaultBytes.MOST_BYTES) {
      throw failure("would be larger than 4 MiB, and was left as it is");
    }
    FileReplacement.write(path, bytes, disk);
  }

  private SealedVault alone(FileLocking.Change<SealedVault, SealedVaultException> change)
      throws SealedVaultException {
    try {
      return FileLocking.aloneNow(path, change);
    } catch (FileLocking.FileBusyException e) {
      throw failure("is being changed by another `keyway vault`: try again when that has ended");
    } catch (IOException e) {
      throw failure("can't be written" + unwritable());
    }
  }

  private String unwritable() {
    Path folder = path.toAbsolutePath().getParent();
    return folder != null && !Files.isDirectory(folder)
        ? ": there is no folder " + folder
        : " by this user, who must be able to write in its folder too";
  }

  private static String why(IOException failure) {
    return switch (failure) {
      case UnfitFileException unfit -> String.valueOf(unfit.getMessage());
      case NoSuchFileException none -> "is not there: `keyway vault init` makes one";
      case AccessDeniedException denied -> "may not be read by the user keyway runs as";
      case IOException other -> "can't be read (" + other.getClass().getSimpleName() + ")";
    };
  }

  private SealedVaultException failure(String what) {
    return new SealedVaultException("the sealed vault " + path + " " + what);
  }

  private <T> T told(Step<T> step) throws SealedVaultException {
    try {
      return step.make();
    } catch (UnfitVaultException e) {
      throw failure(String.valueOf(e.getMessage()));
    }
  }

  /** Something that finds bytes unfit. */
  private interface Step<T> {
    T make() throws UnfitVaultException;
  }
}
