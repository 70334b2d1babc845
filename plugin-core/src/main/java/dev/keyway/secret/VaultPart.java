package dev.keyway.secret;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Those secrets of a vault whose names begin with another vault's and a slash. A slash in the other
 * vault's name is refused: who may read the vault {@code a} would else read that of {@code a/b}.
 *
 * @param whole the vault they lie in
 * @param vault the name of the other vault
 */
record VaultPart(SecretStore whole, String vault) implements SecretStore {

  @Override
  public Optional<Secret> read(String name) throws SecretUnavailableException {
    String flaw = flaw(name);
    if (flaw != null) {
      throw new SecretUnavailableException("secret " + vault + "/" + name + " " + flaw);
    }
    return whole.read(inWhole(name));
  }

  @Override
  public @Nullable String variable(String name) {
    return whole.variable(inWhole(name));
  }

  @Override
  public @Nullable Path file(String name) {
    return whole.file(inWhole(name));
  }

  @Override
  public @Nullable String place(String name) {
    return whole.place(inWhole(name));
  }

  @Override
  public String absence(String name) {
    return whole.absence(inWhole(name));
  }

  @Override
  public @Nullable String flaw(String name) {
    return vault.isEmpty() || vault.contains("/")
        ? "can't be looked for: a vault that is not configured has a name without a slash"
        : whole.flaw(inWhole(name));
  }

  private String inWhole(String name) {
    return vault + "/" + name;
  }

  @Override
  public String toString() {
    return whole + "/" + vault;
  }
}
