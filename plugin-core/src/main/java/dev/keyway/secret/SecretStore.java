package dev.keyway.secret;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One vault. May block: it is read when a policy loads and behind the scenes, never on a request's
 * path.
 */
public interface SecretStore {

  /** A vault that holds nothing. */
  SecretStore EMPTY = name -> Optional.empty();

  /**
   * The secret of this name, or empty when the vault has none.
   *
   * @throws SecretUnavailableException when the vault can't say now; its message holds no secret
   */
  Optional<Secret> read(String name) throws SecretUnavailableException;

  /**
   * The environment variable that is read for this name, or null when the vault is not the
   * environment. Several names, and names of several vaults, may fall on one variable: {@link
   * SecretResolver#clashes} tells.
   */
  default @Nullable String variable(String name) {
    return null;
  }

  /** The file that is read for this name, to be watched for changes; null when there is none. */
  default @Nullable Path file(String name) {
    return null;
  }

  /**
   * Why no secret of this vault can ever bear this name, as the end of a sentence that begins with
   * the secret's; null when one can.
   */
  default @Nullable String flaw(String name) {
    return null;
  }
}
