package dev.keyway.expression;

/**
 * A {@code secrets.get} in an expression or a template.
 *
 * @param vault the vault's name; {@value SecretCall#DEFAULT_VAULT} when one argument was given
 * @param name the secret's name in it
 * @param line line in the text, from 1
 * @param column column in the text, from 1
 */
public record SecretUse(String vault, String name, int line, int column) {}
