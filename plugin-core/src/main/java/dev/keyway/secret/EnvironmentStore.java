package dev.keyway.secret;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A vault in the environment of the process. {@code secrets.get('openai', 'primary-key')} reads
 * {@code OPENAI_PRIMARY_KEY}, {@code secrets.get('primary-key')} reads {@code PRIMARY_KEY}: upper
 * case, and everything that is not an ASCII letter or digit becomes an underscore. An empty
 * variable counts as unset.
 */
public final class EnvironmentStore implements SecretStore {

  private final String prefix;
  private final Function<String, @Nullable String> environment;

  private EnvironmentStore(String prefix, Function<String, @Nullable String> environment) {
    this.prefix = prefix;
    this.environment = environment;
  }

  /**
   * The vault of this name.
   *
   * @param environment a variable's value by its name, or null; {@code System::getenv} outside
   *     tests
   */
  public static EnvironmentStore forVault(
      String vault, Function<String, @Nullable String> environment) {
    String prefix = vault.equals(SecretRef.DEFAULT_VAULT) ? "" : vault + "_";
    return new EnvironmentStore(prefix, environment);
  }

  @Override
  public Optional<Secret> read(String name) {
    String value = environment.apply(variable(name));
    return value == null || value.isEmpty() ? Optional.empty() : Optional.of(Secret.of(value));
  }

  /** What the other vault would be in the environment: {@code OPENAI_PRIMARY_KEY}. */
  @Override
  public SecretStore part(String vault) {
    return new EnvironmentStore(prefix + vault + "_", environment);
  }

  @Override
  public String variable(String name) {
    StringBuilder variable = new StringBuilder(prefix.length() + name.length());
    (prefix + name).codePoints().forEach(c -> variable.append(inVariable(c)));
    return variable.toString();
  }

  private static char inVariable(int codePoint) {
    if (codePoint >= 'a' && codePoint <= 'z') {
      return (char) (codePoint - 'a' + 'A');
    }
    boolean kept = (codePoint >= 'A' && codePoint <= 'Z') || (codePoint >= '0' && codePoint <= '9');
    return kept ? (char) codePoint : '_';
  }

  @Override
  public String toString() {
    return "EnvironmentStore(" + prefix + ")";
  }
}
