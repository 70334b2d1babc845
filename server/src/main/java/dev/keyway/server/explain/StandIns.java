package dev.keyway.server.explain;

import dev.keyway.secret.EnvironmentStore;
import dev.keyway.secret.Secret;
import dev.keyway.secret.SecretRef;
import dev.keyway.secret.SecretResolver;
import dev.keyway.secret.SecretStore;
import dev.keyway.secret.SecretUnavailableException;
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
public final class StandIns {

  private final Function<String, @Nullable SecretStore> vaults;
  private final Set<String> unset = new LinkedHashSet<>();

  private StandIns(Function<String, @Nullable SecretStore> vaults) {
    this.vaults = vaults;
  }

  /** In front of these vaults by name. */
  public static StandIns of(Function<String, @Nullable SecretStore> vaults) {
    return new StandIns(vaults);
  }

  /** In front of the environment, where each vault has its own prefix. */
  public static StandIns ofEnvironment(Function<String, @Nullable String> environment) {
    return of(vault -> EnvironmentStore.forVault(vault, environment));
  }

  /** What policies are read with. */
  public SecretResolver resolver() {
    return new SecretResolver(Map.of(), this::vault);
  }

  /** The secrets for which there are stand-ins: their names, and the variables they lie in. */
  public Set<String> unset() {
    return unset;
  }

  private @Nullable SecretStore vault(String name) {
    SecretStore vault = vaults.apply(name);
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

    private Optional<Secret> real(String secret) {
      try {
        return vault.read(secret);
      } catch (SecretUnavailableException none) {
        return Optional.empty();
      }
    }

    private Secret standIn(String secret) {
      String variable = variable(secret);
      unset.add(new SecretRef(name, secret) + (variable == null ? "" : " (" + variable + ")"));
      return Secret.of("stand-in-" + unset.size());
    }
  }
}
