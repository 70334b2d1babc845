package dev.keyway.secret;

import java.util.Map;

/** Finds the values of references, remembers them, and reads them anew behind the scenes. */
public final class SecretResolver {

  private final Map<String, SecretStore> vaults;

  /**
   * A resolver over these vaults by name. A vault not named here is read by the store of {@code
   * default}, if there is one.
   */
  public SecretResolver(Map<String, SecretStore> vaults) {
    this.vaults = Map.copyOf(vaults);
  }

  /**
   * Where the secret's value is found from now on; the first call for a reference reads the vault
   * and may block.
   *
   * @throws SecretUnavailableException when the vault is unknown, can't be read, or has no such
   *     secret
   */
  public SecretHandle resolve(SecretRef ref) throws SecretUnavailableException {
    throw new SecretUnavailableException(ref + " " + vaults);
  }

  /** Reads every reference resolved so far again; a value that can't be read stays as it was. */
  public void refresh() {}
}
