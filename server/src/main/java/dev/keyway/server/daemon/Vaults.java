package dev.keyway.server.daemon;

import dev.keyway.secret.EnvironmentStore;
import dev.keyway.secret.FolderStore;
import dev.keyway.secret.SecretResolver;
import dev.keyway.secret.SecretStore;
import dev.keyway.server.config.VaultConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The vaults of a configuration, for who looks into it. A sealed one is opened when the first of
 * its secrets is read, and one that can't be opened has none.
 */
public final class Vaults {

  private Vaults() {}

  /**
   * What finds the secrets of these vaults.
   *
   * @param vaults by name; none: each lies in the environment, under its own prefix
   * @param environment a variable's value by its name, or null
   */
  public static SecretResolver open(
      Map<String, VaultConfig> vaults, Function<String, @Nullable String> environment) {
    return resolver(stores(vaults, environment), environment);
  }

  /** The same vaults by name; none: each lies in the environment. */
  public static Map<String, SecretStore> stores(
      Map<String, VaultConfig> vaults, Function<String, @Nullable String> environment) {
    Map<String, SecretStore> stores = new HashMap<>();
    vaults.forEach(
        (name, vault) -> stores.put(name, store(name, vault, environment, UnopenedVault::new)));
    return stores;
  }

  /** What finds secrets in these vaults. */
  static SecretResolver resolver(
      Map<String, SecretStore> stores, Function<String, @Nullable String> environment) {
    return stores.isEmpty()
        ? SecretResolver.ofEnvironment(environment)
        : new SecretResolver(stores);
  }

  /**
   * One vault.
   *
   * @param sealed what becomes of one that needs a passphrase
   */
  static <E extends Exception> SecretStore store(
      String name,
      VaultConfig vault,
      Function<String, @Nullable String> environment,
      Opening<E> sealed)
      throws E {
    return switch (vault) {
      case VaultConfig.Environment inEnvironment -> EnvironmentStore.forVault(name, environment);
      case VaultConfig.Folder(var path) -> new FolderStore(path);
      case VaultConfig.Sealed one -> sealed.open(one);
    };
  }

  /** Opens sealed vaults, or puts that off. */
  interface Opening<E extends Exception> {
    SecretStore open(VaultConfig.Sealed vault) throws E;
  }
}
