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
   * Where a person finds what is read for this name, such as {@code file /etc/keyway/key}; null
   * when the name alone says it.
   */
  default @Nullable String place(String name) {
    String variable = variable(name);
    if (variable != null) {
      return "environment variable " + variable;
    }
    Path file = file(name);
    return file == null ? null : "file " + file;
  }

  /**
   * What to say of a secret of this name that the vault does not hold, as the end of a sentence
   * that begins with the secret's name and {@link #place}.
   */
  default String absence(String name) {
    return "is not set";
  }

  /**
   * The part of this vault where the secrets of another one are looked for that nobody configured:
   * those whose names begin with the other's and a slash, {@code openai/primary-key}, or what means
   * the same in a vault of this kind.
   *
   * @param vault the name of the other vault
   */
  default SecretStore part(String vault) {
    return new VaultPart(this, vault);
  }

  /**
   * Why no secret of this vault can ever bear this name, as the end of a sentence that begins with
   * the secret's; null when one can.
   */
  default @Nullable String flaw(String name) {
    return null;
  }
}
