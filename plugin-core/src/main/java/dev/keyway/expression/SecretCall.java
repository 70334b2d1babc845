package dev.keyway.expression;

/**
 * What a configured value says of a secret, told without evaluating anything: a text, or the one
 * call {@code ${secrets.get('vault', 'name')}}.
 */
public sealed interface SecretCall {

  /** The vault that {@code secrets.get('name')} reads. */
  String DEFAULT_VAULT = "default";

  /** The text holds no <code>${</code>: it is the value itself. */
  record Literal() implements SecretCall {}

  /**
   * The text is one lone call.
   *
   * @param vault the vault's name; {@value #DEFAULT_VAULT} when one argument was given
   * @param name the secret's name in it
   */
  record Call(String vault, String name) implements SecretCall {}

  /**
   * The text holds a <code>${</code> but is not one lone call.
   *
   * @param problem what is wrong, with its place in the text
   */
  record Malformed(ExpressionProblem problem) implements SecretCall {}

  /**
   * Reads a text. White space around the call and in it does not count; both kinds of quotes do.
   */
  static SecretCall parse(String text) {
    return SecretCallParser.parse(text);
  }
}
