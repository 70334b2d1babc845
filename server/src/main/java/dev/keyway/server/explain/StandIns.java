package dev.keyway.server.explain;

import dev.keyway.secret.EnvironmentStore;
import dev.keyway.secret.Secret;
import dev.keyway.secret.SecretRef;
import dev.keyway.secret.SecretResolver;
import dev.keyway.secret.SecretStore;
import dev.keyway.secret.SecretUnavailableException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Vaults that have a value for every secret: the real one, else a stand-in. So a policy is
 * explained where no secrets are as where it runs.
 */
final class StandIns {

  private final Map<String, SecretStore> vaults;
  private final Function<String, @Nullable SecretStore> otherVaults;
  private final Set<String> unset = new LinkedHashSet<>();

  private StandIns(
      Map<String, SecretStore> vaults, Function<String, @Nullable SecretStore> otherVaults) {
    this.vaults = vaults;
    this.otherVaults = otherVaults;
  }

  /**
   * In front of these vaults.
   *
   * @param vaults by name; none: each lies in the environment, under its own prefix
   */
  static StandIns of(
      Map<String, SecretStore> vaults, Function<String, @Nullable String> environment) {
    return vaults.isEmpty()
        ? new StandIns(Map.of(), vault -> EnvironmentStore.forVault(vault, environment))
        : new StandIns(vaults, vault -> null);
  }

  /** What policies are read with. */
  SecretResolver resolver() {
    Map<String, SecretStore> backed = new HashMap<>();
    vaults.forEach((name, vault) -> backed.put(name, new Backed(name, vault)));
    return new SecretResolver(backed, this::other);
  }

  /** The secrets for which there are stand-ins: their names, and where they would lie. */
  Set<String> unset() {
    return unset;
  }

  private @Nullable SecretStore other(String name) {
    SecretStore vault = otherVaults.apply(name);
    return vault == null ? null : new Backed(name, vault);
  }

  private final class Backed implements SecretStore {

    private final String name;
    private final SecretStore vault;

    Backed(String name, SecretStore vault) {
      this.name = name;
      this.vault = vault;
    }

    @Override
    public Optional<Secret> read(String secret) {
      Optional<Secret> real = real(secret);
      return real.isPresent() ? real : Optional.of(standIn(secret));
    }

    @Override
    public @Nullable String variable(String secret) {
      return vault.variable(secret);
    }

    @Override
    public @Nullable Path file(String secret) {
      return vault.file(secret);
    }

    @Override
    public @Nullable String place(String secret) {
      return vault.place(secret);
    }

    @Override
    public SecretStore part(String other) {
      return new Backed(other, vault.part(other));
    }

    @Override
    public @Nullable String flaw(String secret) {
      return vault.flaw(secret);
    }

    private Optional<Secret> real(String secret) {
      try {
        return vault.read(secret);
      } catch (SecretUnavailableException none) {
        return Optional.empty();
      }
    }

    private Secret standIn(String secret) {
      Object place = variable(secret) == null ? file(secret) : variable(secret);
      unset.add(new SecretRef(name, secret) + (place == null ? "" : " (" + place + ")"));
      return Secret.of("stand-in-" + unset.size());
    }
  }
}
