package dev.keyway.migration;

import dev.keyway.secret.Secret;
import dev.keyway.secret.SecretRef;
import dev.keyway.secret.SecretResolver;
import dev.keyway.secret.SecretStore;
import dev.keyway.secret.SecretUnavailableException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Vaults that note which secrets are asked for. They keep no value. */
final class SecretsNamed {

  private final Function<String, @Nullable SecretStore> vaults;
  private final Map<SecretRef, NamedSecret> named = new LinkedHashMap<>();

  /**
   * In front of these vaults.
   *
   * @param vaults by name; null: there is none
   */
  SecretsNamed(Function<String, @Nullable SecretStore> vaults) {
    this.vaults = vaults;
  }

  /** What a policy is read with. */
  SecretResolver resolver() {
    return new SecretResolver(Map.of(), this::noting);
  }

  /** Those asked for so far, in order. */
  List<NamedSecret> named() {
    return List.copyOf(named.values());
  }

  private @Nullable SecretStore noting(String name) {
    SecretStore vault = vaults.apply(name);
    return vault == null ? null : new Noting(name, vault);
  }

  private final class Noting implements SecretStore {

    private final String name;
    private final SecretStore vault;

    Noting(String name, SecretStore vault) {
      this.name = name;
      this.vault = vault;
    }

    @Override
    public Optional<Secret> read(String secret) throws SecretUnavailableException {
      note(secret, false);
      Optional<Secret> value = vault.read(secret);
      note(secret, value.isPresent());
      return value;
    }

    private void note(String secret, boolean set) {
      Object place = variable(secret) == null ? file(secret) : variable(secret);
      SecretRef ref = new SecretRef(name, secret);
      named.put(ref, new NamedSecret(ref, place == null ? null : place.toString(), set));
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
    public @Nullable String flaw(String secret) {
      return vault.flaw(secret);
    }
  }
}
