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

/** Opens the vaults of a configuration. */
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
    return vaults.isEmpty()
        ? SecretResolver.ofEnvironment(environment)
        : new SecretResolver(stores(vaults, environment));
  }

  /** The same vaults by name; none: each lies in the environment. */
  public static Map<String, SecretStore> stores(
      Map<String, VaultConfig> vaults, Function<String, @Nullable String> environment) {
    Map<String, SecretStore> stores = new HashMap<>();
    vaults.forEach((name, vault) -> stores.put(name, store(name, vault, environment)));
    return stores;
  }

  private static SecretStore store(
      String name, VaultConfig vault, Function<String, @Nullable String> environment) {
    return switch (vault) {
      case VaultConfig.Environment inEnvironment -> EnvironmentStore.forVault(name, environment);
      case VaultConfig.Folder(var path) -> new FolderStore(path);
    };
  }
}
