package dev.keyway.secret;

/**
 * The name of a secret, as in {@code ${secrets.get('openai', 'primary-key')}}.
 *
 * @param vault the vault's name; {@code default} when the policy gave one argument
 * @param name the secret's name in it
 */
public record SecretRef(String vault, String name) {

  /** The vault that {@code secrets.get('name')} reads. */
  public static final String DEFAULT_VAULT = "default";

  /** {@code vault/name}: how the secret is named to people. */
  @Override
  public String toString() {
    return vault + "/" + name;
  }
}
