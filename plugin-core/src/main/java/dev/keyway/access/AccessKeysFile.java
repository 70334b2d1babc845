package dev.keyway.access;

import dev.keyway.access.AccessKeys.Creation;
import dev.keyway.access.AccessKeys.Revocation;
import dev.keyway.document.FileLocking;
import dev.keyway.document.FileReplacement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Access keys in a file. Who changes it waits for others who do, in this process or another, so
 * that no change is lost; who reads it never waits, and never sees half a file.
 */
public final class AccessKeysFile {

  private final Path path;

  public AccessKeysFile(Path path) {
    this.path = path;
  }

  /** The keys in the file; none when there is no file. */
  public AccessKeysReading read() throws IOException {
    try {
      return AccessKeysDocument.read(Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      return new AccessKeysReading.Loaded(AccessKeys.NONE);
    }
  }

  /**
   * Adds a key to the file, which is made when there is none, readable for its owner only.
   *
   * @throws IllegalArgumentException when the wish can't be granted; the message says why
   * @throws AccessKeysUnreadableException when the file has problems; it is left as it is
   */
  public Creation create(AccessKeyWish wish, Instant now, RandomGenerator secureRandom)
      throws IOException, AccessKeysUnreadableException {
    return FileLocking.alone(
        path,
        () -> {
          Creation creation = present(secureRandom).create(wish, now, secureRandom);
          FileReplacement.write(path, AccessKeysDocument.write(creation.keys()));
          return creation;
        });
  }

  /**
   * Revokes a key of the file.
   *
   * @param idOrName a key's id, or a name that one key in force bears
   * @throws AccessKeysUnreadableException when the file has problems; it is left as it is
   */
  public Revocation revoke(String idOrName, Instant now)
      throws IOException, AccessKeysUnreadableException {
    return FileLocking.alone(
        path,
        () -> {
          Revocation revocation = loaded(read()).revoke(idOrName, now);
          if (revocation instanceof Revocation.Revoked revoked) {
            FileReplacement.write(path, AccessKeysDocument.write(revoked.keys()));
          }
          return revocation;
        });
  }

  private AccessKeys present(RandomGenerator secureRandom)
      throws IOException, AccessKeysUnreadableException {
    return Files.exists(path) ? loaded(read()) : AccessKeys.empty(secureRandom);
  }

  private static AccessKeys loaded(AccessKeysReading reading) throws AccessKeysUnreadableException {
    return switch (reading) {
      case AccessKeysReading.Loaded(AccessKeys keys) -> keys;
      case AccessKeysReading.Refused(var problems) ->
          throw new AccessKeysUnreadableException(problems);
    };
  }
}
